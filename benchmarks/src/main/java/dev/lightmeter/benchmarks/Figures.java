package dev.lightmeter.benchmarks;

import java.util.Locale;

/** How numbers are written in the tables: three digits, with the unit that suits the size. */
final class Figures {

    private static final long KIB = 1024;

    private Figures() {}

    static String time(double nanos) {
        if (nanos < 1e3) return plain(nanos) + " ns";
        if (nanos < 1e6) return plain(nanos / 1e3) + " µs";
        return nanos < 1e9 ? plain(nanos / 1e6) + " ms" : plain(nanos / 1e9) + " s";
    }

    static String bytes(long bytes) {
        if (bytes < KIB * KIB) return plain(bytes / (double) KIB) + " KiB";
        return bytes < KIB * KIB * KIB
                ? plain(bytes / (double) (KIB * KIB)) + " MiB"
                : plain(bytes / (double) (KIB * KIB * KIB)) + " GiB";
    }

    static String ratio(double ratio) {
        return plain(ratio) + " ×";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Three digits that count, without an exponent. */
    static String plain(double value) {
        if (value >= 100 || value == Math.rint(value)) return String.format(Locale.ROOT, "%,.0f", value);
        if (value >= 10) return String.format(Locale.ROOT, "%.1f", value);
        return String.format(Locale.ROOT, value >= 1 ? "%.2f" : "%.3f", value);
    }
}

package dev.lightmeter.cli.terminal;

/** A number from 0 to 100 as a bar. */
public final class Bar {

    private static final long FULL_NANO = 100_000_000_000L;

    private Bar() {}

    /** A bar of {@code width} characters for a score in 1e-9 points. Whatever is above 0 shows. */
    public static String of(long nanoPoints, int width) {
        long halves = Math.ceilDiv(nanoPoints * 2 * width, FULL_NANO);
        int whole = (int) (halves / 2);
        boolean half = halves % 2 == 1;
        return "━".repeat(whole) + (half ? "╸" : "") + "·".repeat(width - whole - (half ? 1 : 0));
    }
}

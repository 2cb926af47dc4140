package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator. */
final class Wrk {

    private static final int CONNECTIONS = 32;
    private static final Pattern LATENCY = Pattern.compile("\\s(50|99)%\\s+([0-9.]+)(us|ms|s)\\s");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    private Wrk() {}

    /**
     * What one run measured.
     *
     * @param p50 in nanoseconds
     * @param p99 in nanoseconds
     */
    record Load(double requestsPerSecond, double p50, double p99) {}

    /** Loads an address that must answer every request with 200. */
    static Load load(URI uri, String token, Duration duration) throws IOException, InterruptedException {
        String output = Program.output(List.of(
                "wrk",
                "--latency",
                "--threads=1",
                "--connections=" + CONNECTIONS,
                "--duration=" + duration.toSeconds() + "s",
                "--header=Authorization: Bearer " + token,
                uri.toString()));
        if (output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IllegalStateException("not every request to " + uri + " was answered well: " + output);
        }
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) throw new IllegalStateException("wrk tells no rate: " + output);
        return new Load(Double.parseDouble(rate.group(1)), latency(output, "50"), latency(output, "99"));
    }

    private static double latency(String output, String percent) {
        Matcher latency = LATENCY.matcher(output);
        while (latency.find()) {
            if (latency.group(1).equals(percent)) return nanos(latency.group(2), latency.group(3));
        }
        throw new IllegalStateException("wrk tells no " + percent + " % latency: " + output);
    }

    private static double nanos(String number, String unit) {
        double factor =
                switch (unit) {
                    case "us" -> 1e3;
                    case "ms" -> 1e6;
                    default -> 1e9;
                };
        return Double.parseDouble(number) * factor;
    }
}

package dev.lightmeter.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How large the races are.
 *
 * @param fleets numbers of devices, ascending; the last one is the fleet that all other races run on
 * @param findingsPerDevice findings of a device in the mean
 * @param rounds for work that takes about a second
 * @param slowRounds for work that takes many seconds
 * @param load how long one contestant of the HTTP race is under load at a time
 * @param reports how many reports of one device are sent
 * @param exportRows rows of the export that is imported
 */
record Scale(
        String name,
        List<Integer> fleets,
        int findingsPerDevice,
        Rounds rounds,
        Rounds slowRounds,
        Duration load,
        int reports,
        int exportRows) {

    /** What docs/benchmarks.md is made of. */
    static final Scale FULL = new Scale(
            "full",
            List.of(1_000, 10_000, 100_000, 1_000_000),
            150,
            new Rounds(4, 9),
            new Rounds(1, 3),
            Duration.ofSeconds(10),
            300,
            1_000_000);

    /** Shows within a minute that everything still runs; its figures mean nothing. */
    static final Scale QUICK = new Scale(
            "quick", List.of(1_000, 5_000), 150, new Rounds(1, 3), new Rounds(0, 1), Duration.ofSeconds(1), 30, 20_000);

    int largestFleet() {
        return fleets.getLast();
    }
}

package dev.lightmeter.benchmarks;

import java.util.Arrays;
import java.util.stream.LongStream;

/** How long the same thing took, several times. */
final class Times {

    /** In nanoseconds. */
    private final double[] ascending;

    /** At least one time in nanoseconds, in any order. */
    Times(long... nanos) {
        if (nanos.length == 0) throw new IllegalArgumentException("no times were taken");
        ascending = LongStream.of(nanos).asDoubleStream().toArray();
        Arrays.sort(ascending);
    }

    double median() {
        int half = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[half] : (ascending[half - 1] + ascending[half]) / 2;
    }

    /** The time that this many percent of all do not exceed. */
    double percentile(double percent) {
        return ascending[Math.max(0, (int) Math.ceil(ascending.length * percent / 100) - 1)];
    }

    double longest() {
        return ascending[ascending.length - 1];
    }

    /** Median, and behind it the range. */
    String withRange() {
        return ascending.length == 1
                ? Figures.time(ascending[0])
                : "%s (%s–%s)".formatted(Figures.time(median()), Figures.time(ascending[0]), Figures.time(longest()));
    }
}

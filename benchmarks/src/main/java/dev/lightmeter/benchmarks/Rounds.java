package dev.lightmeter.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets contestants run in turn, round after round, so that whatever else the machine does hits all of them alike. The
 * first rounds only warm up and are not counted.
 */
record Rounds(int warmUps, int counted) {

    Rounds {
        if (warmUps < 0 || counted < 1) {
            throw new IllegalArgumentException("cannot run " + warmUps + " rounds to warm up and " + counted);
        }
    }

    /** Does the work once and returns how long it took, in nanoseconds: what it prepares or checks is not counted. */
    interface Contestant {
        long run() throws Exception;
    }

    interface Work {
        void run() throws Exception;
    }

    /** A contestant of whom all is counted. */
    static Contestant timed(Work work) {
        return () -> {
            long start = System.nanoTime();
            work.run();
            return System.nanoTime() - start;
        };
    }

    /** The times of every contestant, in their order. */
    List<Times> of(Contestant... contestants) throws Exception {
        long[][] nanos = new long[contestants.length][counted];
        for (int round = -warmUps; round < counted; round++) {
            for (int c = 0; c < contestants.length; c++) {
                long taken = contestants[c].run();
                if (round >= 0) nanos[c][round] = taken;
            }
        }
        List<Times> times = new ArrayList<>();
        for (long[] taken : nanos) times.add(new Times(taken));
        return times;
    }
}

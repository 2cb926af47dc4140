package dev.lightmeter.benchmarks;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The limit: one look-up and one addition per finding, over one array that holds all findings and nothing else, spread over
 * the same number of threads. No states, no scores, no groups, no tails, and no way to change a device.
 */
final class BareLoop {

    private static final int BATCH = 8192;

    private int[] weaknesses = new int[1 << 16];
    /** Where the findings of each device end. */
    private final int[] end;

    private final boolean[] facing;
    private final long[] ordinaryHazard;
    private final long[] facingHazard;

    BareLoop(int devices, Threats threats) {
        end = new int[devices];
        facing = new boolean[devices];
        ordinaryHazard = new long[threats.size()];
        facingHazard = new long[threats.size()];
        Formula formula = new Formula(Parameters.DEFAULT);
        for (int w = 0; w < threats.size(); w++) {
            ThreatFacts facts = threats.of(w);
            if (facts == null) throw new IllegalArgumentException("nothing is known about weakness " + w);
            long base = formula.baseHazard(facts, false);
            ordinaryHazard[w] = Formula.pathHazard(base, 100, 100);
            facingHazard[w] = Formula.pathHazard(base, formula.contextPct(facts, true), 100);
        }
    }

    /** Takes the devices in the order of their slots. */
    void put(FleetDevice device) {
        int[] more = device.weaknesses();
        int from = startOf(device.slot());
        if (from + more.length > weaknesses.length) weaknesses = Arrays.copyOf(weaknesses, 2 * weaknesses.length);
        System.arraycopy(more, 0, weaknesses, from, more.length);
        end[device.slot()] = from + more.length;
        facing[device.slot()] = device.device().internetFacing();
    }

    long ordinaryHazard(int weakness) {
        return ordinaryHazard[weakness];
    }

    long facingHazard(int weakness) {
        return facingHazard[weakness];
    }

    int weaknesses() {
        return ordinaryHazard.length;
    }

    /** Hazard of the whole fleet in 1e-9. */
    long sum() {
        AtomicInteger next = new AtomicInteger();
        return IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .mapToLong(_ -> {
                    long sum = 0;
                    for (int from; (from = next.getAndAdd(BATCH)) < end.length; ) {
                        for (int d = from; d < Math.min(from + BATCH, end.length); d++) sum += sumOf(d);
                    }
                    return sum;
                })
                .sum();
    }

    private long sumOf(int device) {
        long[] table = facing[device] ? facingHazard : ordinaryHazard;
        int to = end[device];
        long sum = 0;
        for (int i = startOf(device); i < to; i++) sum += table[weaknesses[i]];
        return sum;
    }

    private int startOf(int device) {
        return device == 0 ? 0 : end[device - 1];
    }
}

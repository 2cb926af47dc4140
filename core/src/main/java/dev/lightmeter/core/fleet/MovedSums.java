package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Sums;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** By how much each cause moved the sums of each device group. For one thread; those of several are merged. */
final class MovedSums {

    private static final int HIGH_FROM = 700_000_000;

    /** Fields of a group: A, W, unknown weight, devices, devices that are High. */
    private static final int FIELDS = 5;

    private final int groups;
    /** By group and field; of the causes that moved anything. */
    private final EnumMap<Cause, long[]> byCause = new EnumMap<>(Cause.class);

    MovedSums(int groups) {
        this.groups = groups;
    }

    /** A device as the sums see it. Its score counts only in the state that counts. */
    record Standing(int group, @Nullable DeviceState state, int score, int weight) {

        Standing withScore(int next) {
            return new Standing(group, state, next, weight);
        }
    }

    /** One cause takes a device from one standing to another. */
    void move(Cause cause, Standing from, Standing to) {
        if (from.equals(to)) return;
        count(cause, from, -1);
        count(cause, to, 1);
    }

    private void count(Cause cause, Standing device, int sign) {
        if (device.state == null || device.state == DeviceState.EXCLUDED) return;
        long[] sums = of(cause);
        int at = device.group * FIELDS;
        if (device.state == DeviceState.SCORED) {
            sums[at] += (long) sign * device.weight * device.score;
            sums[at + 1] += (long) sign * device.weight;
            if (device.score >= HIGH_FROM) sums[at + 4] += sign;
        } else {
            sums[at + 2] += (long) sign * device.weight;
        }
        sums[at + 3] += sign;
    }

    void add(Cause cause, int group, Sums delta) {
        long[] sums = of(cause);
        int at = group * FIELDS;
        sums[at] += delta.weighted();
        sums[at + 1] += delta.weight();
        sums[at + 2] += delta.unknownWeight();
        sums[at + 3] += delta.devices();
        sums[at + 4] += delta.high();
    }

    void merge(MovedSums other) {
        other.byCause.forEach((cause, theirs) -> {
            long[] sums = of(cause);
            for (int i = 0; i < sums.length; i++) sums[i] += theirs[i];
        });
    }

    /** What one cause moved in one group. */
    Sums of(Cause cause, int group) {
        long[] sums = of(cause);
        int at = group * FIELDS;
        return new Sums(sums[at], sums[at + 1], sums[at + 2], (int) sums[at + 3], (int) sums[at + 4]);
    }

    /** Nothing moved yet, in as many groups. */
    MovedSums empty() {
        return new MovedSums(groups);
    }

    boolean moved(Cause cause) {
        return byCause.containsKey(cause);
    }

    private long[] of(Cause cause) {
        return byCause.computeIfAbsent(cause, first -> new long[groups * FIELDS]);
    }
}

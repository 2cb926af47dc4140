package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;

/**
 * The running sums of one set of devices, to which devices can be added and from which they can be taken. Scores are also
 * summed by coarse buckets, from which {@link WorstDevices} finds the tail without sorting.
 */
final class Tally {

    /** A device score in 1e-7 points falls into the bucket of its upper bits. */
    static final int BUCKET_SHIFT = 24;

    private static final int BUCKETS = (1_000_000_000 >> BUCKET_SHIFT) + 1;
    private static final int HIGH_FROM = 700_000_000;

    long weighted;
    long weight;
    long unknownWeight;
    int scored;
    int stale;
    int neverAssessed;
    int excluded;
    int high;
    final long[] bucketWeight;
    final long[] bucketWeighted;

    Tally() {
        bucketWeight = new long[BUCKETS];
        bucketWeighted = new long[BUCKETS];
    }

    Tally(Tally other) {
        bucketWeight = other.bucketWeight.clone();
        bucketWeighted = other.bucketWeighted.clone();
        addFields(other);
    }

    void add(DeviceState state, int score, int deviceWeight) {
        count(state, score, deviceWeight, 1);
    }

    void remove(DeviceState state, int score, int deviceWeight) {
        count(state, score, deviceWeight, -1);
    }

    void merge(Tally other) {
        addFields(other);
        for (int b = 0; b < BUCKETS; b++) {
            bucketWeight[b] += other.bucketWeight[b];
            bucketWeighted[b] += other.bucketWeighted[b];
        }
    }

    private void addFields(Tally other) {
        weighted += other.weighted;
        weight += other.weight;
        unknownWeight += other.unknownWeight;
        scored += other.scored;
        stale += other.stale;
        neverAssessed += other.neverAssessed;
        excluded += other.excluded;
        high += other.high;
    }

    private void count(DeviceState state, int score, int deviceWeight, int sign) {
        switch (state) {
            case SCORED -> {
                long signed = (long) sign * deviceWeight;
                weighted += signed * score;
                weight += signed;
                scored += sign;
                if (score >= HIGH_FROM) high += sign;
                bucketWeight[score >> BUCKET_SHIFT] += signed;
                bucketWeighted[score >> BUCKET_SHIFT] += signed * score;
            }
            case STALE -> {
                unknownWeight += (long) sign * deviceWeight;
                stale += sign;
            }
            case NEVER_ASSESSED -> {
                unknownWeight += (long) sign * deviceWeight;
                neverAssessed += sign;
            }
            case EXCLUDED -> excluded += sign;
        }
    }
}

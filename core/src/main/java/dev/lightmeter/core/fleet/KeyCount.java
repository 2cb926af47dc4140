package dev.lightmeter.core.fleet;

import java.util.Arrays;

/** One worker's count of the devices that are exposed to each class of a {@link FindingKey}. */
final class KeyCount {

    private final Fleet fleet;
    private final ScoreBlock[] scores;
    private final FindingKey key;
    private final int[] counts;
    /** The slot that was counted last, by key. */
    private final int[] stamps;

    KeyCount(Scoreboard board, int keys, FindingKey key) {
        this.fleet = board.fleet();
        this.scores = board.scores();
        this.key = key;
        this.counts = new int[keys];
        this.stamps = new int[keys];
        Arrays.fill(stamps, -1);
    }

    void block(int b) {
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            int slot = b << DeviceBlock.BITS | at;
            if (scores[b].counts(at)) fleet.hasAny(slot, (weakness, path) -> count(weakness, path, slot));
        }
    }

    /** Always false, so that the next one is looked at too. */
    private boolean count(int weakness, int path, int slot) {
        int found = key.of(weakness, path);
        if (found < 0 || stamps[found] == slot) return false;
        if (!fleet.dictionary().path(path).status().isExposed()) return false;
        stamps[found] = slot;
        counts[found]++;
        return false;
    }

    int[] counts() {
        return counts;
    }

    static int[] sum(int[] one, int[] other) {
        int[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) sum[i] += other[i];
        return sum;
    }
}

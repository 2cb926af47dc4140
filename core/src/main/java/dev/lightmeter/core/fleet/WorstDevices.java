package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds, for many sets of devices at once, the worst device and the sum over the worst few percent of the weight. The
 * buckets of each {@link Tally} say in which bucket the last of them lies; two passes over the scores split that bucket
 * first by its middle, then by its lowest bits, which is exact. No sorting, and nothing per device is kept. Very many sets are
 * searched batch by batch, so that their number does not decide how much memory it takes.
 */
final class WorstDevices {

    private static final int MIDDLE_SHIFT = 12;
    private static final int SPLIT = 1 << MIDDLE_SHIFT;
    private static final int BATCH = 64;

    private final Fleet fleet;
    private final ScoreBlock[] scores;
    private final Parameters.Weights weights;
    /** The searches of one batch by group index; the last one is the organisation. Null where nobody asks. */
    private final @Nullable Search[] searches;

    private final long[] tailWeighted;
    private final int[] max;

    /**
     * @param tallies by group index, the organisation last; null for those that nobody asks about
     */
    WorstDevices(Fleet fleet, ScoreBlock[] scores, Parameters parameters, @Nullable Tally[] tallies) {
        this.fleet = fleet;
        this.scores = scores;
        this.weights = parameters.weights();
        this.searches = new Search[tallies.length];
        this.tailWeighted = new long[tallies.length];
        this.max = new int[tallies.length];
        int begun = 0;
        for (int g = 0; g < tallies.length; g++) {
            Tally tally = tallies[g];
            if (tally == null || tally.weight == 0) continue;
            searches[g] = new Search(tally, parameters.tailPct());
            if (++begun % BATCH == 0) finishBatch();
        }
        finishBatch();
    }

    private void finishBatch() {
        pass(Search::lookAtBucket, search -> search.bucket << Tally.BUCKET_SHIFT);
        for (Search search : searches) if (search != null) search.splitMiddle();
        pass(Search::lookAtMiddle, Search::leastOfMiddle);
        for (int g = 0; g < searches.length; g++) {
            Search search = searches[g];
            if (search == null) continue;
            tailWeighted[g] = search.finish();
            max[g] = search.max;
            searches[g] = null;
        }
    }

    /** Sum over the worst devices of weight taken, in percent, times score; 0 if no device counts. */
    long tailWeighted(int group) {
        return tailWeighted[group];
    }

    /** The worst device score in 1e-7 points; 0 if no device counts. */
    int max(int group) {
        return max[group];
    }

    /** Shows the devices that count to those who look. Most devices are better than what anybody looks for. */
    private void pass(Look look, ToIntFunction<Search> leastScore) {
        int least = Arrays.stream(searches)
                .filter(Objects::nonNull)
                .mapToInt(leastScore)
                .min()
                .orElse(Integer.MAX_VALUE);
        Search organisation = searches[searches.length - 1];
        DeviceBlock[] blocks = fleet.blocks();
        for (int b = 0; b < blocks.length; b++) {
            DeviceBlock block = blocks[b];
            ScoreBlock results = scores[b];
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                if (results.score[at] < least || !results.counts(at)) continue;
                Search search = searches[block.group[at]];
                if (search == null && organisation == null) continue;
                int weight = weights.of(block.value[at]);
                if (search != null) look.at(search, results.score[at], weight);
                if (organisation != null) look.at(organisation, results.score[at], weight);
            }
        }
    }

    private interface Look {
        void at(Search search, int score, int weight);
    }

    /** The search in one set. Weights are in percent, so that a share of a device can be taken. */
    private static final class Search {

        private long left;
        private long taken;
        private int bucket;
        private int middle;
        private int max;
        private final long[] weightByMiddle = new long[SPLIT];
        private final long[] weightedByMiddle = new long[SPLIT];
        private final long[] weightByScore = new long[SPLIT];

        Search(Tally tally, int tailPct) {
            left = tally.weight * tailPct;
            bucket = tally.bucketWeight.length - 1;
            while (bucket > 0 && tally.bucketWeight[bucket] * 100 <= left) {
                left -= tally.bucketWeight[bucket] * 100;
                taken += tally.bucketWeighted[bucket] * 100;
                bucket--;
            }
        }

        void lookAtBucket(int score, int weight) {
            if (score > max) max = score;
            if (score >> Tally.BUCKET_SHIFT != bucket) return;
            weightByMiddle[score >> MIDDLE_SHIFT & SPLIT - 1] += weight;
            weightedByMiddle[score >> MIDDLE_SHIFT & SPLIT - 1] += (long) weight * score;
        }

        void splitMiddle() {
            middle = SPLIT - 1;
            while (middle > 0 && weightByMiddle[middle] * 100 <= left) {
                left -= weightByMiddle[middle] * 100;
                taken += weightedByMiddle[middle] * 100;
                middle--;
            }
        }

        int leastOfMiddle() {
            return bucket << Tally.BUCKET_SHIFT | middle << MIDDLE_SHIFT;
        }

        void lookAtMiddle(int score, int weight) {
            if (score >> MIDDLE_SHIFT == (bucket << MIDDLE_SHIFT | middle)) weightByScore[score & SPLIT - 1] += weight;
        }

        long finish() {
            long sum = taken;
            long rest = left;
            for (int low = SPLIT - 1; low >= 0 && rest > 0; low--) {
                long take = Math.min(rest, weightByScore[low] * 100);
                sum += take * ((long) bucket << Tally.BUCKET_SHIFT | (long) middle << MIDDLE_SHIFT | low);
                rest -= take;
            }
            return sum;
        }
    }
}

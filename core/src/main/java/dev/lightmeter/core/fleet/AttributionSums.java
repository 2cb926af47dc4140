package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;

/** One worker's sums for an {@link Attribution}. The last place of weaknesses and of products is the configuration. */
final class AttributionSums {

    private final Fleet fleet;
    private final ScoreBlock[] scores;
    private final Parameters.Weights weights;
    private final DeviceParts parts;
    private final int[] recommendationByPath;
    private final int[] productByPath;
    private final boolean[] alertByPath;
    private final int only;

    final long[] byWeakness;
    final long[] dropByWeakness;
    final int[] devicesByWeakness;
    final long[] byRecommendation;
    /** More than 0 where something is carried; a device with several such weaknesses counts several times. */
    final int[] devicesByRecommendation;

    final long[] byProduct;
    final int[] devicesByProduct;
    /** What weaknesses carry through paths with an alert: hardly ever anything. */
    private long[] viaAlert = new long[0];

    private int[] slots = new int[256];
    private int devices;

    AttributionSums(Scoreboard board, CensusKeys keys, int only) {
        this.fleet = board.fleet();
        this.scores = board.scores();
        this.weights = board.parameters().weights();
        this.parts = new DeviceParts(board);
        this.recommendationByPath = board.hazards().recommendation;
        this.productByPath = keys.productByPath;
        this.alertByPath = keys.alertByPath;
        this.only = only;
        this.byWeakness = new long[keys.weaknesses + 1];
        this.dropByWeakness = new long[byWeakness.length];
        this.devicesByWeakness = new int[byWeakness.length];
        this.byRecommendation = new long[keys.recommendations];
        this.devicesByRecommendation = new int[keys.recommendations];
        this.byProduct = new long[keys.products.size() + 1];
        this.devicesByProduct = new int[byProduct.length];
    }

    void block(int b) {
        DeviceBlock block = fleet.blocks()[b];
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            if (!scores[b].counts(at) || (only != Scoreboard.EVERY_GROUP && block.group[at] != only)) continue;
            if (scores[b].hazard[at] > 0) device(block, b, at);
        }
    }

    private void device(DeviceBlock block, int b, int at) {
        int score = scores[b].score[at];
        long weight = weights.of(block.value[at]);
        if (devices == slots.length) slots = Arrays.copyOf(slots, devices * 2);
        slots[devices++] = b << DeviceBlock.BITS | at;
        parts.read(block, at);
        long[] shares = parts.shares(score);
        for (int p = 0; p < parts.count; p++) {
            long carried = weight * shares[p];
            boolean configuration = parts.weakness[p] == DeviceParts.CONFIGURATION;
            int weakness = configuration ? byWeakness.length - 1 : parts.weakness[p];
            byWeakness[weakness] += carried;
            dropByWeakness[weakness] += weight * parts.wouldSave(p, score, scores[b].hazard[at]);
            devicesByWeakness[weakness]++;
            int product = configuration ? byProduct.length - 1 : productByPath[parts.path[p]];
            byProduct[product] += carried;
            devicesByProduct[product]++;
            if (configuration) {
                controls(block, at, weight, shares[p]);
            } else {
                through(parts.path[p], weakness, carried, alertByPath[parts.path[p]]);
            }
        }
    }

    private void through(int path, int weakness, long carried, boolean alert) {
        byRecommendation[recommendationByPath[path]] += carried;
        devicesByRecommendation[recommendationByPath[path]]++;
        if (!alert) return;
        if (viaAlert.length == 0) viaAlert = new long[byWeakness.length];
        viaAlert[weakness] += carried;
    }

    private void controls(DeviceBlock block, int at, long weight, long share) {
        long[] shares = parts.controlShares(block, at, share);
        int[] controls = block.failedControls[at];
        for (int c = 0; c < controls.length; c += 2) {
            byRecommendation[controls[c]] += weight * shares[c / 2];
            devicesByRecommendation[controls[c]]++;
        }
    }

    void merge(AttributionSums other) {
        add(byWeakness, other.byWeakness);
        add(dropByWeakness, other.dropByWeakness);
        add(devicesByWeakness, other.devicesByWeakness);
        add(byRecommendation, other.byRecommendation);
        add(devicesByRecommendation, other.devicesByRecommendation);
        add(byProduct, other.byProduct);
        add(devicesByProduct, other.devicesByProduct);
        if (other.viaAlert.length > 0) {
            if (viaAlert.length == 0) viaAlert = new long[byWeakness.length];
            add(viaAlert, other.viaAlert);
        }
        slots = Arrays.copyOf(slots, devices + other.devices);
        System.arraycopy(other.slots, 0, slots, devices, other.devices);
        devices += other.devices;
    }

    /** What a weakness carries through paths with an alert. */
    long viaAlert(int weakness) {
        return viaAlert.length == 0 ? 0 : viaAlert[weakness];
    }

    /** The slots of the devices that carry something. */
    int[] slots() {
        return Arrays.copyOf(slots, devices);
    }

    /** What the device in a slot carries. */
    long weighted(int slot) {
        int b = slot >> DeviceBlock.BITS;
        int at = slot & (DeviceBlock.SIZE - 1);
        return (long) weights.of(fleet.blocks()[b].value[at]) * scores[b].score[at];
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < from.length; i++) to[i] += from[i];
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < from.length; i++) to[i] += from[i];
    }
}

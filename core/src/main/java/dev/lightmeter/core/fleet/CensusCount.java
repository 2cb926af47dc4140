package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceValue;
import java.util.Arrays;

/** One worker's count for a {@link Census}. The stamps tell what was counted for the device at hand already. */
final class CensusCount {

    private final Fleet fleet;
    private final ScoreBlock[] scores;
    private final int[] recommendationByPath;
    private final CensusKeys keys;
    private final boolean[] exposed;
    final int[] byWeakness;
    final int[] bySoftware;
    final int[] byProduct;
    final int[] exposedByProduct;
    final int[] byRecommendation;
    final int[] highValueByRecommendation;
    final int[] facingByRecommendation;
    private final int[] softwareStamp;
    private final int[] productStamp;
    private final int[] exposedStamp;
    private final int[] recommendationStamp;
    final LongSet pairs = new LongSet();

    CensusCount(Scoreboard board, CensusKeys keys) {
        fleet = board.fleet();
        scores = board.scores();
        recommendationByPath = board.hazards().recommendation;
        this.keys = keys;
        exposed = keys.exposedByPath;
        byWeakness = new int[keys.weaknesses];
        bySoftware = new int[keys.software.size()];
        byProduct = new int[keys.products.size()];
        exposedByProduct = new int[byProduct.length];
        byRecommendation = new int[keys.recommendations];
        highValueByRecommendation = new int[byRecommendation.length];
        facingByRecommendation = new int[byRecommendation.length];
        softwareStamp = stamps(bySoftware.length);
        productStamp = stamps(byProduct.length);
        exposedStamp = stamps(byProduct.length);
        recommendationStamp = stamps(byRecommendation.length);
    }

    void block(int b) {
        DeviceBlock block = fleet.blocks()[b];
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            if (scores[b].counts(at)) device(block, at, b << DeviceBlock.BITS | at);
        }
    }

    private void device(DeviceBlock block, int at, int slot) {
        FindingColumns findings = block.findings;
        for (int i = findings.start[at]; i < findings.end[at]; i++) {
            int code = findings.paths[i];
            boolean isExposed = false;
            if (PathSets.isSingle(code)) {
                isExposed = !fleet.applied().removes(code) && path(findings.weakness[i], code, block, at, slot);
            } else {
                for (int path : fleet.members(code)) {
                    isExposed |= path(findings.weakness[i], path, block, at, slot);
                }
            }
            if (isExposed) byWeakness[findings.weakness[i]]++;
        }
        int[] controls = block.failedControls[at];
        for (int c = 0; c < controls.length; c += 2) {
            concern(controls[c], block, at, slot);
        }
        for (int control : block.exceptedControls[at]) concern(control, block, at, slot);
    }

    private boolean path(int weakness, int path, DeviceBlock block, int at, int slot) {
        countOnce(bySoftware, softwareStamp, keys.softwareByPath[path], slot);
        int product = keys.productByPath[path];
        countOnce(byProduct, productStamp, product, slot);
        if (!exposed[path]) return false;
        countOnce(exposedByProduct, exposedStamp, product, slot);
        concern(recommendationByPath[path], block, at, slot);
        pairs.add((long) weakness << 32 | path);
        return true;
    }

    private void concern(int recommendation, DeviceBlock block, int at, int slot) {
        if (!countOnce(byRecommendation, recommendationStamp, recommendation, slot)) return;
        if (block.value[at] == DeviceValue.HIGH) highValueByRecommendation[recommendation]++;
        if (block.internetFacing[at]) facingByRecommendation[recommendation]++;
    }

    void merge(CensusCount other) {
        add(byWeakness, other.byWeakness);
        add(bySoftware, other.bySoftware);
        add(byProduct, other.byProduct);
        add(exposedByProduct, other.exposedByProduct);
        add(byRecommendation, other.byRecommendation);
        add(highValueByRecommendation, other.highValueByRecommendation);
        add(facingByRecommendation, other.facingByRecommendation);
        pairs.addAll(other.pairs);
    }

    private static boolean countOnce(int[] counts, int[] stamps, int key, int slot) {
        if (stamps[key] == slot) return false;
        stamps[key] = slot;
        counts[key]++;
        return true;
    }

    private static int[] stamps(int length) {
        int[] stamps = new int[length];
        Arrays.fill(stamps, -1);
        return stamps;
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < from.length; i++) to[i] += from[i];
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Shares;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What the score of one device is made of, read from the columns: the worst path of every weakness that has a hazard, last
 * the configuration. The same as {@link DeviceExplanation#parts}, without a word until one is needed. Filled anew for every
 * device; not safe for several threads.
 */
final class DeviceParts {

    /** Stands in {@link #weakness} for the configuration. */
    static final int CONFIGURATION = -1;

    /** Which of two paths of equal hazard counts: it must not depend on the order in which they were named first. */
    private static final Comparator<FindingPath> SMALLEST = Comparator.comparing(FindingPath::recommendation)
            .thenComparing(FindingPath::alert)
            .thenComparing(path -> path.software().productId())
            .thenComparing(path -> path.software().version());

    private final Fleet fleet;
    private final HazardTable hazards;
    private final Dictionary dictionary;
    private final Shares splitting = new Shares();
    private final Shares splittingControls = new Shares();
    private long[] controlWeights = new long[0];

    int count;
    int[] weakness = new int[64];
    /** The worst path; meaningless for the configuration. */
    int[] path = new int[64];

    long[] hazard = new long[64];

    DeviceParts(Scoreboard board) {
        this.fleet = board.fleet();
        this.hazards = board.hazards();
        this.dictionary = fleet.dictionary();
    }

    void read(DeviceBlock block, int at) {
        FindingColumns findings = block.findings;
        reserve(findings.end[at] - findings.start[at] + 1);
        count = 0;
        boolean facing = block.internetFacing[at];
        long[] table = hazards.plain(facing);
        int plainEnd = findings.plainEnd[at];
        for (int i = findings.start[at]; i < findings.end[at]; i++) {
            int code = findings.paths[i];
            int of = findings.weakness[i];
            if (!PathSets.isSingle(code)) {
                addWorst(of, fleet.members(code), facing);
            } else if (!fleet.applied().removes(code)) {
                add(of, code, i < plainEnd ? table[of] : hazards.ofPath(of, code, facing));
            }
        }
        add(CONFIGURATION, -1, hazards.formula().configurationHazard(block.failedWeight[at], block.controlWeight[at]));
    }

    /** The shares of a score in 1e-7 points, parallel to the parts; changes with the next call. */
    long[] shares(int score) {
        return splitting.of(score, hazard, count, this::key);
    }

    /** The share of the configuration, split over the failed controls of the device; changes with the next call. */
    long[] controlShares(DeviceBlock block, int at, long share) {
        int[] controls = block.failedControls[at];
        int failed = controls.length / 2;
        if (controlWeights.length < failed) controlWeights = new long[failed];
        for (int c = 0; c < failed; c++) controlWeights[c] = controls[c * 2 + 1];
        return splittingControls.of(share, controlWeights, failed, c -> dictionary.recommendationId(controls[2 * c]));
    }

    /** How much a device score falls, in 1e-7 points, if a part goes away. */
    int wouldSave(int part, int score, long wholeHazard) {
        return score - Formula.deviceScore(wholeHazard - hazard[part]);
    }

    private String key(int part) {
        return weakness[part] == CONFIGURATION
                ? DeviceExplanation.CONFIGURATION
                : dictionary.weaknessName(weakness[part]);
    }

    private void addWorst(int of, int[] paths, boolean facing) {
        if (paths.length == 0) return;
        int worst = paths[0];
        long most = -1;
        for (int candidate : paths) {
            long found = hazards.ofPath(of, candidate, facing);
            if (found > most
                    || (found == most && SMALLEST.compare(dictionary.path(candidate), dictionary.path(worst)) < 0)) {
                most = found;
                worst = candidate;
            }
        }
        add(of, worst, most);
    }

    private void add(int of, int through, long found) {
        if (found == 0) return;
        weakness[count] = of;
        path[count] = through;
        hazard[count++] = found;
    }

    private void reserve(int parts) {
        if (hazard.length >= parts) return;
        weakness = Arrays.copyOf(weakness, parts * 2);
        path = Arrays.copyOf(path, parts * 2);
        hazard = Arrays.copyOf(hazard, parts * 2);
    }
}

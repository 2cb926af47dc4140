package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.score.Formula;
import java.util.Set;

/** Scores single devices from the columns. */
final class DeviceScoring {

    private final Fleet fleet;
    private final HazardTable hazards;
    private final Formula formula;
    private final Applied applied;
    private final int scoredFrom;

    DeviceScoring(Fleet fleet, HazardTable hazards) {
        this.fleet = fleet;
        this.hazards = hazards;
        this.formula = hazards.formula();
        this.applied = fleet.applied();
        this.scoredFrom =
                (int) hazards.day().toEpochDay() - formula.parameters().staleDays();
    }

    /** Writes the result of a device; false if the place is empty. */
    boolean score(int b, int at, ScoreBlock into) {
        DeviceBlock block = fleet.blocks()[b];
        if (block.device[at] == null) return false;
        long hazard = hazard(block, at);
        into.state[at] = state(block, at);
        into.hazard[at] = hazard;
        into.score[at] = Formula.deviceScore(hazard);
        return true;
    }

    private DeviceState state(DeviceBlock block, int at) {
        if (block.excluded[at]) return DeviceState.EXCLUDED;
        if (block.assessedDay[at] == DeviceBlock.NEVER) return DeviceState.NEVER_ASSESSED;
        return block.assessedDay[at] < scoredFrom ? DeviceState.STALE : DeviceState.SCORED;
    }

    private long hazard(DeviceBlock block, int at) {
        FindingColumns findings = block.findings;
        int[] weakness = findings.weakness;
        boolean facing = block.internetFacing[at];
        long[] table = hazards.plain(facing);
        int plainEnd = findings.plainEnd[at];
        long sum = 0;
        if (applied.isNothing()) {
            for (int i = findings.start[at]; i < plainEnd; i++) sum += table[weakness[i]];
        } else {
            for (int i = findings.start[at]; i < plainEnd; i++) {
                if (isLeft(findings.paths[i])) sum += table[weakness[i]];
            }
        }
        for (int i = plainEnd; i < findings.end[at]; i++) sum += worstPath(weakness[i], findings.paths[i], facing);
        return sum + formula.configurationHazard(block.failedWeight[at], block.controlWeight[at]);
    }

    private boolean isLeft(int code) {
        return PathSets.isSingle(code) ? !applied.removes(code) : fleet.members(code).length > 0;
    }

    private long worstPath(int weakness, int code, boolean facing) {
        if (PathSets.isSingle(code)) return applied.removes(code) ? 0 : hazards.ofPath(weakness, code, facing);
        long worst = 0;
        for (int path : fleet.members(code)) {
            worst = Math.max(worst, hazards.ofPath(weakness, path, facing));
        }
        return worst;
    }

    /** Summed hazard of a device without the paths and controls that some recommendations remove. */
    long hazardWithout(int b, int at, Set<Integer> removed) {
        DeviceBlock block = fleet.blocks()[b];
        FindingColumns findings = block.findings;
        boolean facing = block.internetFacing[at];
        long sum = 0;
        for (int i = findings.start[at]; i < findings.end[at]; i++) {
            long worst = 0;
            for (int path : applied.left(fleet.pathSets().paths(findings.paths[i]))) {
                if (!removed.contains(hazards.recommendation[path])) {
                    worst = Math.max(worst, hazards.ofPath(findings.weakness[i], path, facing));
                }
            }
            sum += worst;
        }
        int failed = block.failedWeight[at];
        int[] controls = block.failedControls[at];
        for (int c = 0; c < controls.length; c += 2) if (removed.contains(controls[c])) failed -= controls[c + 1];
        return sum + formula.configurationHazard(failed, block.controlWeight[at]);
    }
}

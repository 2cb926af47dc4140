package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;

/** One worker's part in a {@link Plan}: what recommendations gain on the devices that it looks at. */
final class PlanPass {

    private static final int NONE = -1;

    private final Scoreboard board;
    private final Fleet fleet;
    private final HazardTable hazards;
    private final Formula formula;
    private final Parameters.Weights weights;
    private final int only;
    private final PlanLedger[] ledgers;
    private final boolean[] done;
    private final boolean[] exposed;

    /** By recommendation: change of the weighted drop that it would bring if it came next. */
    final long[] gain;
    /** By recommendation: change of the number of devices that it concerns, and no step has touched. */
    final int[] untouched;
    /** By how much the step lowers the weighted sum, and on how many devices. */
    long drop;

    int devices;

    /** As in {@link Impacts}: hazard that each recommendation removes from the device at hand; -1 without concern. */
    private final long[] removed;

    private final int[] concerned;
    private int concerns;
    private long whole;

    PlanPass(Scoreboard board, int only, PlanLedger[] ledgers, boolean[] done) {
        this.board = board;
        this.fleet = board.fleet();
        this.hazards = board.hazards();
        this.formula = hazards.formula();
        this.weights = board.parameters().weights();
        this.only = only;
        this.ledgers = ledgers;
        this.done = done;
        this.exposed = board.keys().exposedByPath;
        this.gain = new long[done.length];
        this.untouched = new int[done.length];
        this.removed = new long[done.length];
        Arrays.fill(removed, -1);
        this.concerned = new int[done.length + 1];
    }

    /** Writes the ledger of a block and counts what every recommendation gains if it comes first. */
    void begin(int b) {
        PlanLedger ledger = new PlanLedger();
        ledgers[b] = ledger;
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            ledger.begin(at);
            if (!isMeant(b, at)) continue;
            write(ledger, fleet.blocks()[b], at);
            look(b, at, NONE, 1);
            for (int c = 0; c < concerns; c++) untouched[concerned[c]]++;
            forget();
        }
        ledger.finish();
    }

    /** Takes back what recommendations gained on the devices that a step touches, and adds what they gain now. */
    void step(int b, int applied) {
        PlanLedger ledger = ledgers[b];
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            if (!ledger.mayConcern(at, applied) || !isMeant(b, at)) continue;
            int before = look(b, at, applied, 0);
            if (removed[applied] < 0) { // another one has the same bit
                forget();
                continue;
            }
            devices++;
            if (ledger.touch(at)) for (int c = 0; c < concerns; c++) untouched[concerned[c]]--;
            settle(b, at, before, -1);
            forget();
            int after = look(b, at, NONE, 1);
            forget();
            drop += (long) weights.of(fleet.blocks()[b].value[at]) * (before - after);
        }
    }

    private boolean isMeant(int b, int at) {
        return board.scores()[b].counts(at) && (only == Scoreboard.EVERY_GROUP || fleet.blocks()[b].group[at] == only);
    }

    private void write(PlanLedger ledger, DeviceBlock block, int at) {
        FindingColumns findings = block.findings;
        int plainEnd = findings.plainEnd[at];
        boolean facing = block.internetFacing[at];
        long[] table = hazards.plain(facing);
        for (int i = findings.start[at]; i < findings.end[at]; i++) {
            int code = findings.paths[i];
            int weakness = findings.weakness[i];
            if (PathSets.isSingle(code)) {
                if (fleet.applied().removes(code)) continue;
                long hazard = i < plainEnd ? table[weakness] : hazards.ofPath(weakness, code, facing);
                if (hazard > 0 || exposed[code]) remove(hazards.recommendation[code], hazard);
            } else {
                ledger.addSet(at, weakness, code);
                for (int path : fleet.members(code)) ledger.concern(at, hazards.recommendation[path]);
            }
        }
        for (int c = 0; c < concerns; c++) ledger.add(at, concerned[c], removed[concerned[c]]);
        forget();
        int[] controls = block.failedControls[at];
        for (int c = 0; c < controls.length; c += 2) ledger.concern(at, controls[c]);
    }

    /**
     * Finds what each recommendation that is not done removes from a device, and its score.
     *
     * @param except one that counts as not done
     */
    private int look(int b, int at, int except, int sign) {
        PlanLedger ledger = ledgers[b];
        DeviceBlock block = fleet.blocks()[b];
        whole = 0;
        for (int e = ledger.from(at); e < ledger.to(at); e++) {
            int recommendation = ledger.recommendation(e);
            if (isDone(recommendation, except)) continue;
            whole += ledger.hazard(e);
            remove(recommendation, ledger.hazard(e));
        }
        for (int s = ledger.setsFrom(at); s < ledger.setsTo(at); s++) {
            lookAtSet(ledger.setWeakness(s), fleet.members(ledger.setCode(s)), block.internetFacing[at], except);
        }
        lookAtControls(block, at, except);
        int score = Formula.deviceScore(whole);
        if (sign != 0) settle(b, at, score, sign);
        return score;
    }

    /** Only the recommendation of the worst path left can save something; see {@link Impacts}. */
    private void lookAtSet(int weakness, int[] paths, boolean facing, int except) {
        int worst = NONE;
        long most = 0;
        for (int path : paths) {
            if (isDone(hazards.recommendation[path], except)) continue;
            if (exposed[path]) remove(hazards.recommendation[path], 0);
            long hazard = hazards.ofPath(weakness, path, facing);
            if (hazard > most) {
                most = hazard;
                worst = hazards.recommendation[path];
            }
        }
        if (worst == NONE) return;
        long other = 0;
        for (int path : paths) {
            int recommendation = hazards.recommendation[path];
            if (recommendation != worst && !isDone(recommendation, except)) {
                other = Math.max(other, hazards.ofPath(weakness, path, facing));
            }
        }
        whole += most;
        if (most > other) remove(worst, most - other);
    }

    private void lookAtControls(DeviceBlock block, int at, int except) {
        int[] controls = block.failedControls[at];
        int failed = block.failedWeight[at];
        for (int c = 0; c < controls.length; c += 2) if (isDone(controls[c], except)) failed -= controls[c + 1];
        long configuration = formula.configurationHazard(failed, block.controlWeight[at]);
        whole += configuration;
        for (int c = 0; c < controls.length; c += 2) {
            if (isDone(controls[c], except)) continue;
            remove(
                    controls[c],
                    configuration - formula.configurationHazard(failed - controls[c + 1], block.controlWeight[at]));
        }
    }

    private boolean isDone(int recommendation, int except) {
        return done[recommendation] && recommendation != except;
    }

    private void remove(int recommendation, long hazard) {
        if (removed[recommendation] < 0) {
            concerned[concerns++] = recommendation;
            removed[recommendation] = 0;
        }
        removed[recommendation] += hazard;
    }

    private void settle(int b, int at, int score, int sign) {
        long weight = (long) sign * weights.of(fleet.blocks()[b].value[at]);
        for (int c = 0; c < concerns; c++) {
            int r = concerned[c];
            if (removed[r] > 0) gain[r] += weight * (score - Formula.deviceScore(whole - removed[r]));
        }
    }

    private void forget() {
        for (int c = 0; c < concerns; c++) removed[concerned[c]] = -1;
        concerns = 0;
    }
}

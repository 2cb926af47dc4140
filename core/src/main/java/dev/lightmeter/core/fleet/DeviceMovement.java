package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.fleet.MovedSums.Standing;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.score.Formula;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Leads single devices from what they were to what they are, cause by cause. What a device was is already told by the
 * facts of now.
 */
final class DeviceMovement {

    private final Scoreboard was;
    private final Scoreboard is;
    private final int[] placesWas;
    private final int[] placesIs;
    private final MovedSums moved;
    private final boolean sameDay;

    /**
     * @param was the fleet as it was, by the facts of now and on the day it was
     * @param placesWas by group index: where {@link MovedSums} keeps the group
     */
    DeviceMovement(Scoreboard was, Scoreboard is, int[] placesWas, int[] placesIs, MovedSums moved) {
        this.was = was;
        this.is = is;
        this.placesWas = placesWas;
        this.placesIs = placesIs;
        this.moved = moved;
        this.sameDay = was.hazards().day().equals(is.hazards().day());
    }

    MovedSums moved() {
        return moved;
    }

    void block(int b) {
        DeviceBlock now = block(is, b);
        if (now == block(was, b) && sameDay) return; // the same devices, and the facts are taken over already
        for (int at = 0; at < DeviceBlock.SIZE; at++) device(b, at);
    }

    void device(int b, int at) {
        Standing from = standing(was, placesWas, b, at);
        Standing to = standing(is, placesIs, b, at);
        if (from.state() == null || to.state() == null) {
            moved.move(from.state() == null ? Cause.DEVICE_IN : Cause.DEVICE_OUT, from, to);
            return;
        }
        Standing inGroup = new Standing(to.group(), from.state(), from.score(), from.weight());
        moved.move(Cause.MOVED, from, inGroup);
        Standing weighed = new Standing(to.group(), from.state(), from.score(), to.weight());
        moved.move(Cause.DEVICE_VALUE, inGroup, weighed);
        if (from.state() != to.state()) {
            moved.move(stateChanged(from.state(), to.state()), weighed, to);
        } else if (to.state() == DeviceState.SCORED) {
            exposure(weighed, to, b, at);
        }
    }

    private static Cause stateChanged(DeviceState from, DeviceState to) {
        if (from == DeviceState.EXCLUDED || to == DeviceState.EXCLUDED) return Cause.EXCLUDED;
        return to == DeviceState.SCORED ? Cause.ASSESSED : Cause.STALE;
    }

    /** A device that counted and counts: where it is reached from, what it has, what is decided about it, how it is set. */
    private void exposure(Standing from, Standing to, int b, int at) {
        DeviceBlock before = was.fleet().blocks()[b];
        DeviceBlock after = is.fleet().blocks()[b];
        boolean facingWas = before.internetFacing[at];
        boolean facing = after.internetFacing[at];
        long hazard = was.scores()[b].hazard[at];
        if (facingWas == facing
                && hazard == is.scores()[b].hazard[at]
                && (sameDay || after.findings.plainEnd[at] == after.findings.end[at]) // exceptions end with a day
                && sameFindings(before.findings, after.findings, at)
                && before.failedWeight[at] == after.failedWeight[at]
                && before.controlWeight[at] == after.controlWeight[at]) {
            return;
        }
        int slot = b << DeviceBlock.BITS | at;
        long[] had = was.fleet().paths(slot, path -> true);
        long[] has = is.fleet().paths(slot, path -> true);
        Standing standing = from;
        if (facingWas != facing) {
            hazard += worst(was.hazards(), had, facing) - worst(was.hazards(), had, facingWas);
            standing = step(Cause.INTERNET_FACING, standing, hazard);
        }
        Differences differences = new Differences(had, has, facing);
        standing = step(Cause.NEW_FINDINGS, standing, hazard + differences.added);
        standing = step(Cause.RESOLVED_FINDINGS, standing, hazard + differences.withResolved);
        step(Cause.EXCEPTIONS, standing, hazard + differences.withExceptions);
        Standing decided = standing.withScore(Formula.deviceScore(hazard + differences.withExceptions));
        moved.move(Cause.CONFIGURATION, decided, to);
    }

    private Standing step(Cause cause, Standing from, long hazard) {
        Standing to = from.withScore(Formula.deviceScore(hazard));
        moved.move(cause, from, to);
        return to;
    }

    /** Whether nobody needs to look at the findings one by one. Codes of several paths mean the same only in one fleet. */
    private boolean sameFindings(FindingColumns before, FindingColumns after, int at) {
        if (!Arrays.equals(
                        before.weakness,
                        before.start[at],
                        before.end[at],
                        after.weakness,
                        after.start[at],
                        after.end[at])
                || !Arrays.equals(
                        before.paths, before.start[at], before.end[at], after.paths, after.start[at], after.end[at])) {
            return false;
        }
        if (was.fleet().pathSets() == is.fleet().pathSets()) return true;
        for (int i = after.start[at]; i < after.end[at]; i++) if (!PathSets.isSingle(after.paths[i])) return false;
        return true;
    }

    /** By how much the hazard of a device moves, from cause to cause, all from the same start. */
    private final class Differences {

        private final boolean facing;
        /** With the new paths added; then with the resolved ones gone; then by what is decided about those that stay. */
        private long added;

        private long withResolved;
        private long withExceptions;

        Differences(long[] had, long[] has, boolean facing) {
            this.facing = facing;
            int i = 0;
            int j = 0;
            while (i < had.length || j < has.length) {
                int weakness = (int) Math.min(
                        i < had.length ? had[i] >> 32 : Integer.MAX_VALUE,
                        j < has.length ? has[j] >> 32 : Integer.MAX_VALUE);
                int endHad = endOf(had, i, weakness);
                int endHas = endOf(has, j, weakness);
                if (!sameDay || !Arrays.equals(had, i, endHad, has, j, endHas))
                    add(weakness, had, i, endHad, has, j, endHas);
                i = endHad;
                j = endHas;
            }
        }

        private void add(int weakness, long[] had, int fromHad, int toHad, long[] has, int fromHas, int toHas) {
            long worstHad = 0;
            long worstStaying = 0;
            for (int i = fromHad; i < toHad; i++) {
                long hazard = was.hazards().ofPath(weakness, (int) had[i], facing);
                worstHad = Math.max(worstHad, hazard);
                if (hasTwin((int) had[i], has, fromHas, toHas)) worstStaying = Math.max(worstStaying, hazard);
            }
            long worstNew = 0;
            long worstHas = 0;
            for (int j = fromHas; j < toHas; j++) {
                long hazard = is.hazards().ofPath(weakness, (int) has[j], facing);
                worstHas = Math.max(worstHas, hazard);
                if (!hasTwin((int) has[j], had, fromHad, toHad)) worstNew = Math.max(worstNew, hazard);
            }
            added += Math.max(worstHad, worstNew) - worstHad;
            withResolved += Math.max(worstStaying, worstNew) - worstHad;
            withExceptions += worstHas - worstHad;
        }
    }

    /** Whether the same path is there, whatever is said or decided about it. */
    private boolean hasTwin(int path, long[] others, int from, int to) {
        for (int i = from; i < to; i++) {
            int other = (int) others[i];
            if (other == path
                    || isTwin(
                            is.fleet().dictionary().path(path),
                            is.fleet().dictionary().path(other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTwin(FindingPath one, FindingPath other) {
        return one.alert() == other.alert()
                && one.software().equals(other.software())
                && one.recommendation().equals(other.recommendation());
    }

    private static int endOf(long[] pairs, int from, int weakness) {
        int end = from;
        while (end < pairs.length && pairs[end] >> 32 == weakness) end++;
        return end;
    }

    /** Summed hazard of all weaknesses of a device. */
    private static long worst(HazardTable hazards, long[] pairs, boolean facing) {
        long sum = 0;
        for (int i = 0, end; i < pairs.length; i = end) {
            int weakness = (int) (pairs[i] >> 32);
            end = endOf(pairs, i, weakness);
            long worst = 0;
            for (int j = i; j < end; j++) worst = Math.max(worst, hazards.ofPath(weakness, (int) pairs[j], facing));
            sum += worst;
        }
        return sum;
    }

    private static Standing standing(Scoreboard board, int[] places, int b, int at) {
        DeviceBlock block = block(board, b);
        @Nullable DeviceState state = block == null ? null : board.scores()[b].state[at];
        if (block == null || state == null) return new Standing(0, null, 0, 0);
        int weight = board.parameters().weights().of(block.value[at]);
        return new Standing(places[block.group[at]], state, board.scores()[b].score[at], weight);
    }

    private static @Nullable DeviceBlock block(Scoreboard board, int b) {
        return b < board.fleet().blocks().length ? board.fleet().blocks()[b] : null;
    }
}

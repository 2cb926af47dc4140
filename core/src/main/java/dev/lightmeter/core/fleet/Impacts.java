package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What every recommendation would save every group, exactly: the drop of the score if it alone were applied now. Source:
 * docs/scoring.md section 7.
 *
 * <p>One pass over the fleet. For each device the hazard that each recommendation removes is added up; then its score is
 * computed once more for each of them, and the drop goes to the sum of the group. Means are linear in these drops, so the
 * sums tell the drop of any group and of any union of groups.
 */
public final class Impacts {

    private final Scoreboard board;
    private final Removals removals;
    /** By group index, the organisation last. */
    private final @Nullable Drops[] byGroup;

    private Impacts(Scoreboard board, Removals removals, @Nullable Drops[] byGroup) {
        this.board = board;
        this.removals = removals;
        this.byGroup = byGroup;
    }

    /**
     * What one recommendation would do.
     *
     * @param impactNano drop of the score in 1e-9 points; 0 if another path keeps every weakness open
     * @param devices devices that count and on which it removes a path or makes a control comply
     */
    public record Impact(String recommendation, long impactNano, int devices) {}

    /** What every recommendation for some device of the group would save there: largest first, then by id. */
    public List<Impact> of(GroupScore group) {
        Drops drops = byGroup[board.indexOf(group)];
        if (drops == null) return List.of();
        return IntStream.range(0, drops.devices.length)
                .filter(r -> drops.devices[r] > 0 && !removals.id(r).isEmpty())
                .mapToObj(r -> new Impact(removals.id(r), group.impact(drops.weighted[r]), drops.devices[r]))
                .sorted(Comparator.comparingLong(Impact::impactNano).reversed().thenComparing(Impact::recommendation))
                .toList();
    }

    /** By how much one removal lowers {@link GroupScore#weighted}. */
    long weightedDrop(GroupScore group, int removal) {
        Drops drops = byGroup[board.indexOf(group)];
        return drops == null ? 0 : drops.weighted[removal];
    }

    int devices(GroupScore group, int removal) {
        Drops drops = byGroup[board.indexOf(group)];
        return drops == null ? 0 : drops.devices[removal];
    }

    /** @param only the index of the group that is asked for, or {@link Scoreboard#EVERY_GROUP} */
    static Impacts of(Scoreboard board, Removals removals, Workers workers, int only) {
        int groups = board.fleet().groups().size();
        List<Pass> passes =
                workers.each(board.scores().length, () -> new Pass(board, groups, removals, only), Pass::block);
        @Nullable Drops[] byGroup = new Drops[groups + 1];
        Drops organisation = new Drops(removals.count());
        for (Pass pass : passes) {
            for (int g = 0; g < groups; g++) {
                Drops part = pass.byGroup[g];
                if (part == null) continue;
                organisation.add(part);
                Drops whole = byGroup[g];
                if (whole == null) byGroup[g] = part;
                else whole.add(part);
            }
        }
        byGroup[groups] = organisation;
        return new Impacts(board, removals, byGroup);
    }

    /** Sums by recommendation over the devices of one group. */
    private static final class Drops {

        /** Device weight times drop of the device score in 1e-7 points. */
        private final long[] weighted;

        private final int[] devices;

        Drops(int recommendations) {
            weighted = new long[recommendations];
            devices = new int[recommendations];
        }

        void add(Drops other) {
            for (int r = 0; r < weighted.length; r++) {
                weighted[r] += other.weighted[r];
                devices[r] += other.devices[r];
            }
        }
    }

    /** One worker's way through its share of the devices. */
    private static final class Pass {

        private final Fleet fleet;
        private final ScoreBlock[] scores;
        private final HazardTable hazards;
        private final Formula formula;
        private final Parameters.Weights weights;
        private final @Nullable Drops[] byGroup;
        private final int recommendations;
        private final int[] byPath;
        private final boolean withControls;
        /** Hazard that each recommendation removes from the device at hand; -1 for those that do not concern it. */
        private final long[] removed;
        /** The recommendations that concern the device at hand; one place more than there can be. */
        private final int[] concerned;

        private final int only;
        private final Applied applied;
        private int concerns;

        Pass(Scoreboard board, int groups, Removals removals, int only) {
            this.only = only;
            fleet = board.fleet();
            applied = fleet.applied();
            scores = board.scores();
            hazards = board.hazards();
            formula = hazards.formula();
            weights = board.parameters().weights();
            byGroup = new Drops[groups];
            recommendations = removals.count();
            byPath = removals.byPath();
            withControls = removals.withControls();
            removed = new long[recommendations];
            Arrays.fill(removed, -1);
            concerned = new int[recommendations + 1];
        }

        void block(int b) {
            DeviceBlock block = fleet.blocks()[b];
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                if (!scores[b].counts(at) || (only != Scoreboard.EVERY_GROUP && block.group[at] != only)) continue;
                lookAt(block, at);
                Drops drops = byGroup[block.group[at]];
                if (drops == null) {
                    drops = new Drops(recommendations);
                    byGroup[block.group[at]] = drops;
                }
                settle(drops, weights.of(block.value[at]), scores[b], at);
            }
        }

        private void lookAt(DeviceBlock block, int at) {
            FindingColumns findings = block.findings;
            int[] weakness = findings.weakness;
            int plainEnd = findings.plainEnd[at];
            boolean facing = block.internetFacing[at];
            long[] table = hazards.plain(facing);
            for (int i = findings.start[at]; i < findings.end[at]; i++) {
                int code = findings.paths[i];
                if (!PathSets.isSingle(code)) {
                    removeFromSet(weakness[i], fleet.members(code), facing);
                } else if (!applied.removes(code)) {
                    long hazard = i < plainEnd ? table[weakness[i]] : hazards.ofPath(weakness[i], code, facing);
                    if (i < plainEnd || hazard > 0 || isExposed(code)) remove(byPath[code], hazard);
                }
            }
            int[] controls = block.failedControls[at];
            if (controls.length == 0 || !withControls) return;
            long all = formula.configurationHazard(block.failedWeight[at], block.controlWeight[at]);
            for (int c = 0; c < controls.length; c += 2) {
                remove(
                        controls[c],
                        all
                                - formula.configurationHazard(
                                        block.failedWeight[at] - controls[c + 1], block.controlWeight[at]));
            }
        }

        /**
         * Only the recommendation of the worst path can save something: what lies between that path and the worst one of
         * another recommendation. Two passes, since a weakness may have any number of paths.
         */
        private void removeFromSet(int weakness, int[] paths, boolean facing) {
            if (paths.length == 0) return;
            int worstPath = paths[0];
            long worst = -1;
            for (int path : paths) {
                long hazard = hazards.ofPath(weakness, path, facing);
                if (hazard > worst) {
                    worst = hazard;
                    worstPath = path;
                }
            }
            int recommendation = byPath[worstPath];
            long worstOther = 0;
            for (int path : paths) {
                if (isExposed(path)) remove(byPath[path], 0);
                if (byPath[path] != recommendation) {
                    worstOther = Math.max(worstOther, hazards.ofPath(weakness, path, facing));
                }
            }
            if (worst > worstOther) remove(recommendation, worst - worstOther);
        }

        private boolean isExposed(int path) {
            return fleet.dictionary().path(path).status().isExposed();
        }

        private void remove(int recommendation, long hazard) {
            long before = removed[recommendation];
            // whether a recommendation is new to the device cannot be foretold, so no branch: written always, kept if
            // new
            concerned[concerns] = recommendation;
            concerns += (int) (before >>> 63);
            removed[recommendation] = Math.max(before, 0) + hazard;
        }

        private void settle(Drops drops, int weight, ScoreBlock results, int at) {
            for (int c = 0; c < concerns; c++) {
                int r = concerned[c];
                if (removed[r] > 0) {
                    int after = Formula.deviceScore(results.hazard[at] - removed[r]);
                    drops.weighted[r] += (long) weight * (results.score[at] - after);
                }
                drops.devices[r]++;
                removed[r] = -1;
            }
            concerns = 0;
        }
    }
}

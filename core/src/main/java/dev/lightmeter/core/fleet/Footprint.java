package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where one weakness is, or what one recommendation removes: on which devices that count, what it carries there and in
 * every group, and what would be saved without it. One pass over the fleet. Source: docs/scoring.md section 7.
 */
public final class Footprint {

    private final List<OnDevice> devices;
    private final List<InGroup> groups;
    private final int paths;

    private Footprint(List<OnDevice> devices, List<InGroup> groups, int paths) {
        this.devices = devices;
        this.groups = groups;
        this.paths = paths;
    }

    /**
     * What it does to one device.
     *
     * @param shareE7 what it carries of the score of the device, in 1e-7 points
     * @param wouldSaveE7 how much that score would fall without it, in 1e-7 points
     */
    public record OnDevice(int slot, String id, long shareE7, long wouldSaveE7) {}

    /**
     * What it does to a device group or the organisation.
     *
     * @param weighted what it carries, in units of weight times 1e-7 points
     * @param shareNano the same in 1e-9 points: the score split in two, it and everything else
     * @param wouldSaveNano how much the score would fall without it, in 1e-9 points
     * @param devices devices that count and have it
     */
    public record InGroup(GroupScore score, long weighted, long shareNano, long wouldSaveNano, int devices) {}

    /** The devices that have it: those that gain most without it first, then by id. */
    public List<OnDevice> devices() {
        return devices;
    }

    /** The groups that have it, the one in which it carries most first; the organisation is not one of them. */
    public List<InGroup> groups() {
        return groups.stream()
                .filter(in -> in.score().group() != null && in.devices() > 0)
                .toList();
    }

    public InGroup organisation() {
        return groups.get(groups.size() - 1);
    }

    /** How many paths of findings on these devices it is, or removes. */
    public int paths() {
        return paths;
    }

    /** @param weakness the int of the dictionary */
    static Footprint ofWeakness(Scoreboard board, int weakness) {
        return of(board, () -> new Pass(board, of -> of == weakness, path -> true, -1));
    }

    /** @param recommendation the int of the dictionary */
    static Footprint ofRecommendation(Scoreboard board, int recommendation) {
        int[] byPath = board.hazards().recommendation;
        return of(board, () -> new Pass(board, of -> true, path -> byPath[path] == recommendation, recommendation));
    }

    private static Footprint of(Scoreboard board, Supplier<Pass> newPass) {
        List<Pass> passes = board.workers().each(board.scores().length, newPass, Pass::block);
        int count = board.scoresByGroup().size();
        Sums[] sums = IntStream.range(0, count).mapToObj(g -> new Sums()).toArray(Sums[]::new);
        List<OnDevice> devices = new ArrayList<>();
        int paths = 0;
        for (Pass pass : passes) {
            devices.addAll(pass.found);
            paths += pass.pathsFound;
            for (int g = 0; g < count - 1; g++) {
                sums[g].add(pass.byGroup[g]);
                sums[count - 1].add(pass.byGroup[g]);
            }
        }
        devices.sort(Comparator.comparingLong(OnDevice::wouldSaveE7)
                .thenComparingLong(OnDevice::shareE7)
                .reversed()
                .thenComparing(OnDevice::id));
        List<InGroup> groups = new ArrayList<>();
        for (int g = 0; g < count; g++)
            groups.add(sums[g].in(board.scoresByGroup().get(g)));
        InGroup organisation = groups.remove(count - 1);
        groups.sort(Comparator.comparingLong(InGroup::shareNano).reversed().thenComparing(in -> in.score()
                .name()));
        groups.add(organisation);
        return new Footprint(List.copyOf(devices), List.copyOf(groups), paths);
    }

    private static final class Sums {

        private long weighted;
        private long drop;
        private int devices;

        void add(Sums other) {
            weighted += other.weighted;
            drop += other.drop;
            devices += other.devices;
        }

        InGroup in(GroupScore score) {
            long[] parts = {weighted, score.weighted() - weighted};
            long share = Shares.split(score.score().orElse(0), parts, List.of("it", "rest"))[0];
            return new InGroup(score, weighted, share, score.impact(drop), devices);
        }
    }

    /** One worker's way through its share of the devices. */
    private static final class Pass {

        private final Fleet fleet;
        private final Scoreboard board;
        private final IntPredicate weakness;
        private final IntPredicate path;
        /** The recommendation, which may be a control; -1 for a weakness. */
        private final int recommendation;

        private final DeviceParts parts;
        private final DeviceScoring scoring;
        private final boolean[] exposed;
        private final Sums[] byGroup;
        private final List<OnDevice> found = new ArrayList<>();
        private int pathsFound;

        Pass(Scoreboard board, IntPredicate weakness, IntPredicate path, int recommendation) {
            this.board = board;
            this.fleet = board.fleet();
            this.weakness = weakness;
            this.path = path;
            this.recommendation = recommendation;
            this.parts = new DeviceParts(board);
            this.scoring = new DeviceScoring(fleet, board.hazards());
            this.exposed = board.keys().exposedByPath;
            this.byGroup = IntStream.range(0, fleet.groups().size())
                    .mapToObj(g -> new Sums())
                    .toArray(Sums[]::new);
        }

        void block(int b) {
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                if (!board.scores()[b].counts(at)) continue;
                DeviceBlock block = fleet.blocks()[b];
                int pathsHere = pathsOn(block, at);
                boolean control = recommendation >= 0 && fleet.fails(b << DeviceBlock.BITS | at, recommendation);
                if (pathsHere == 0 && !control) continue;
                pathsFound += pathsHere;
                device(block, b, at);
            }
        }

        private int pathsOn(DeviceBlock block, int at) {
            FindingColumns findings = block.findings;
            int count = 0;
            for (int i = findings.start[at]; i < findings.end[at]; i++) {
                if (!weakness.test(findings.weakness[i])) continue;
                int code = findings.paths[i];
                if (PathSets.isSingle(code)) {
                    if (path.test(code) && exposed[code] && !fleet.applied().removes(code)) count++;
                } else {
                    count += (int) Arrays.stream(fleet.members(code))
                            .filter(member -> path.test(member) && exposed[member])
                            .count();
                }
            }
            return count;
        }

        private void device(DeviceBlock block, int b, int at) {
            ScoreBlock scores = board.scores()[b];
            int score = scores.score[at];
            parts.read(block, at);
            long[] shares = parts.shares(score);
            long share = 0;
            long drop = 0;
            for (int p = 0; p < parts.count; p++) {
                if (parts.weakness[p] == DeviceParts.CONFIGURATION) {
                    if (recommendation >= 0) share += controlShare(block, at, shares[p]);
                } else if (weakness.test(parts.weakness[p]) && path.test(parts.path[p])) {
                    share += shares[p];
                    if (recommendation < 0) drop = parts.wouldSave(p, score, scores.hazard[at]);
                }
            }
            if (recommendation >= 0) {
                drop = (long) score - Formula.deviceScore(scoring.hazardWithout(b, at, Set.of(recommendation)));
            }
            int slot = b << DeviceBlock.BITS | at;
            found.add(new OnDevice(slot, fleet.device(slot).orElseThrow().id(), share, drop));
            int weight = board.parameters().weights().of(block.value[at]);
            Sums sums = byGroup[block.group[at]];
            sums.weighted += weight * share;
            sums.drop += weight * drop;
            sums.devices++;
        }

        private long controlShare(DeviceBlock block, int at, long share) {
            int[] controls = block.failedControls[at];
            for (int c = 0; c < controls.length; c += 2) {
                if (controls[c] == recommendation) return parts.controlShares(block, at, share)[c / 2];
            }
            return 0;
        }
    }
}

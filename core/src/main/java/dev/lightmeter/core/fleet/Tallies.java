package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.score.Parameters;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tallies of all groups and of the organisation. */
final class Tallies {

    private final Fleet fleet;
    private final Parameters parameters;
    /** By group index; null while no device is in it. */
    private final @Nullable Tally[] byGroup;
    /** Groups whose tally is our own and may be changed; the others are shared with the scoreboard before. */
    private final BitSet touched = new BitSet();

    private final Tally organisation;

    Tallies(Fleet fleet, Parameters parameters) {
        this(fleet, parameters, new Tally[fleet.groups().size()], new Tally());
    }

    private Tallies(Fleet fleet, Parameters parameters, @Nullable Tally[] byGroup, Tally organisation) {
        this.fleet = fleet;
        this.parameters = parameters;
        this.byGroup = byGroup;
        this.organisation = organisation;
    }

    Tallies copyFor(Fleet after) {
        return new Tallies(
                after, parameters, Arrays.copyOf(byGroup, after.groups().size()), new Tally(organisation));
    }

    /** Those of some groups alone; the organisation is what they make together. */
    Tallies restrictedTo(Fleet visible, BitSet visibleGroups) {
        Tallies restricted = new Tallies(visible, parameters);
        for (int g = 0; g < byGroup.length; g++) {
            Tally tally = byGroup[g];
            if (visibleGroups.get(g) && tally != null) {
                restricted.byGroup[g] = tally;
                restricted.organisation.merge(tally);
            }
            if (!visibleGroups.get(g)) restricted.touched.set(g); // its score is no longer what it was
        }
        return restricted;
    }

    void add(int b, int at, ScoreBlock result) {
        DeviceBlock block = fleet.blocks()[b];
        DeviceState state = result.state[at];
        if (state == null) return;
        int weight = parameters.weights().of(block.value[at]);
        own(block.group[at]).add(state, result.score[at], weight);
        organisation.add(state, result.score[at], weight);
    }

    void remove(Fleet before, int b, int at, ScoreBlock result) {
        DeviceBlock block = before.blocks()[b];
        DeviceState state = result.state[at];
        if (state == null) return;
        int weight = parameters.weights().of(block.value[at]);
        own(block.group[at]).remove(state, result.score[at], weight);
        organisation.remove(state, result.score[at], weight);
    }

    void merge(Tallies other) {
        for (int g = 0; g < byGroup.length; g++) {
            Tally theirs = other.byGroup[g];
            if (theirs != null) own(g).merge(theirs);
        }
        organisation.merge(other.organisation);
    }

    private Tally own(int group) {
        Tally tally = byGroup[group];
        if (tally == null || !touched.get(group)) {
            tally = tally == null ? new Tally() : new Tally(tally);
            byGroup[group] = tally;
            touched.set(group);
        }
        return tally;
    }

    /** The scores by group index, the organisation last; those of untouched groups are taken from {@code before}. */
    List<GroupScore> groupScores(ScoreBlock[] scores, List<GroupScore> before) {
        int count = byGroup.length;
        @Nullable Tally[] asked = new Tally[count + 1];
        for (int g = 0; g < count; g++) asked[g] = touched.get(g) || before.isEmpty() ? byGroup[g] : null;
        asked[count] = organisation;
        int tailPct = parameters.tailPct();
        WorstDevices worst = new WorstDevices(fleet, scores, parameters, asked);
        GroupScore[] results = new GroupScore[count + 1];
        for (int g = 0; g < count; g++) {
            boolean known = g < before.size() - 1 && !touched.get(g);
            results[g] = known ? before.get(g) : groupScore(g, byGroup[g], worst, tailPct);
        }
        results[count] = groupScore(count, organisation, worst, tailPct);
        return List.of(results);
    }

    private GroupScore groupScore(int g, @Nullable Tally tally, WorstDevices worst, int tailPct) {
        Tally sums = tally == null ? new Tally() : tally;
        return new GroupScore(
                g < byGroup.length ? fleet.groups().get(g) : null,
                sums.weighted,
                sums.weight,
                sums.unknownWeight,
                sums.scored,
                sums.stale,
                sums.neverAssessed,
                sums.excluded,
                sums.high,
                worst.max(g),
                worst.tailWeighted(g),
                tailPct);
    }
}

package dev.lightmeter.server.history;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Movement;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.server.exposure.Recorder;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ScoreBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what moved each scoreboard. Whatever it could not keep, because the program was killed or the disk was full, is
 * part of the next thing that it keeps, under a cause of its own; so the newest sums kept are always those of the newest
 * scoreboard that it was told of.
 */
public final class HistoryRecorder implements Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRecorder.class);

    private final History history;
    private final News news = new News();
    /** The newest sums kept, by the number of the group. */
    private final SortedMap<Integer, Sums> kept;
    /** By what they were made; empty if nobody kept it. */
    private Optional<ScoreBasis> keptBasis;
    /** Of the scoreboards that it is told of. */
    private Set<DeviceKind> leftOut = Set.of();

    public HistoryRecorder(History history) {
        this.history = history;
        this.kept = history.sumsAfter(Long.MAX_VALUE);
        this.keptBasis = history.basis();
    }

    @Override
    public void started(
            Scoreboard first, Set<DeviceKind> kindsLeftOut, Function<ScoreBasis, Optional<Scoreboard>> madeBy) {
        leftOut = kindsLeftOut;
        ScoreBasis basis = ScoreBasis.of(first, leftOut);
        Optional<ScoreBasis> other =
                keptBasis.filter(kept -> !kept.equals(basis) && !missed(first).isEmpty());
        Optional<Scoreboard> asBefore = other.flatMap(madeBy);
        List<Step> missed = missed(asBefore.orElse(first));
        news.startFrom(first);
        if (!missed.isEmpty()) keep(first.asOf(), List.of(HistoryMark.of(HistoryMark.Kind.START, "")), missed);
        asBefore.ifPresent(before -> moved(before, first, List.of(configurationChanged(other.orElse(basis), basis))));
        keepBasis(basis);
    }

    private static HistoryMark configurationChanged(ScoreBasis from, ScoreBasis to) {
        List<String> what = new ArrayList<>();
        if (!from.parameters().equals(to.parameters())) {
            what.add("parameters " + from.parameters() + " to " + to.parameters());
        }
        if (!from.rules().equals(to.rules())) what.add("rules of device groups");
        if (!from.leftOut().equals(to.leftOut())) what.add("kinds of devices that are scored");
        return HistoryMark.of(HistoryMark.Kind.CONFIGURATION_CHANGED, String.join(", ", what));
    }

    @Override
    public void moved(Scoreboard before, Scoreboard after, List<HistoryMark> marks) {
        record(before, after, marks, () -> Movement.between(before, after), () -> {
            news.startFrom(after); // who moves to another group takes along what it has
            return List.of();
        });
    }

    @Override
    public void moved(Scoreboard before, Scoreboard after, int[] slots, List<HistoryMark> marks) {
        record(
                before,
                after,
                marks,
                () -> Movement.between(before, after, slots),
                () -> news.between(before, after, slots));
    }

    private void record(
            Scoreboard before,
            Scoreboard after,
            List<HistoryMark> happened,
            Supplier<List<Step>> movement,
            Supplier<List<HistoryMark>> told) {
        List<Step> steps = new ArrayList<>(missed(before));
        List<HistoryMark> marks = new ArrayList<>(happened);
        try {
            steps.addAll(movement.get());
            marks.addAll(told.get());
        } catch (RuntimeException e) {
            LOG.error("event=history outcome=untold", e);
            steps = missed(after);
        }
        boolean onlyTime = happened.stream().allMatch(mark -> mark.kind() == HistoryMark.Kind.DAY);
        if (!steps.isEmpty() || !onlyTime) keep(after.asOf(), marks, steps);
        keepBasis(ScoreBasis.of(after, leftOut));
    }

    private void keep(Instant at, List<HistoryMark> marks, List<Step> steps) {
        try {
            history.add(at, marks, steps);
            steps.forEach(step -> kept.put(step.group(), step.after()));
        } catch (RuntimeException e) {
            LOG.error("event=history outcome=failed", e); // the next one tells what is missing
        }
    }

    private void keepBasis(ScoreBasis basis) {
        if (keptBasis.filter(basis::equals).isPresent()) return;
        try {
            history.keepBasis(basis);
            keptBasis = Optional.of(basis);
        } catch (RuntimeException e) {
            LOG.error(
                    "event=history outcome=failed", e); // the next start cannot tell that the configuration is another
        }
    }

    /** What leads from what is kept to this scoreboard. */
    private List<Step> missed(Scoreboard board) {
        SortedMap<Integer, Sums> shown = new TreeMap<>();
        board.groups().forEach(score -> shown.put(number(score), Sums.of(score)));
        shown.put(Step.ORGANISATION, Sums.of(board.organisation()));
        TreeSet<Integer> groups = new TreeSet<>(shown.keySet());
        groups.addAll(kept.keySet());
        List<Step> missed = new ArrayList<>();
        for (int group : groups) {
            Sums sums = shown.getOrDefault(group, Sums.NOTHING);
            if (!sums.equals(kept.getOrDefault(group, Sums.NOTHING))) {
                missed.add(new Step(group, Cause.WHILE_STOPPED, sums));
            }
        }
        return missed;
    }

    private static int number(GroupScore score) {
        DeviceGroup group = score.group();
        return group == null ? Step.ORGANISATION : group.id();
    }
}

package dev.lightmeter.server.history;

import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.history.Waterfall;
import dev.lightmeter.server.history.Watched.Asked;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions about what scores were. Nothing is computed again: they were kept as they were shown. */
public final class Past {

    /** The number of the first event. */
    private static final long FIRST = 1;

    private final History history;

    public Past(History history) {
        this.history = history;
    }

    /** A score as it stood at the end of a span, and the least and greatest that it was in the span. */
    public record Point(Instant at, Sums sums, long low, long high) {}

    /**
     * What moved a score between two moments.
     *
     * @param from the asked time, or that of the first event if nothing was kept before it
     */
    public record Moves(Instant from, Instant to, Waterfall waterfall) {}

    /** The time of the first thing that was kept; empty if nothing was. */
    public Optional<Instant> beginning() {
        return history.events(Set.of(FIRST)).stream().map(HistoryEvent::at).findFirst();
    }

    /** What was shown of some device groups at a time; empty before anything was kept. */
    public Optional<Sums> at(Asked asked, Instant time) {
        return history.lastAt(time).map(event -> together(asked, history.sumsAfter(event.number())));
    }

    /** What was shown of every device group at a time, by number; empty before anything was kept. */
    public Optional<Map<Integer, Sums>> everyAt(Instant time) {
        return history.lastAt(time).map(event -> history.sumsAfter(event.number()));
    }

    /** What moved the score of some device groups; empty if nothing was kept until {@code to}. */
    public Optional<Moves> moves(Asked asked, Instant from, Instant to) {
        Optional<Instant> first = beginning().filter(begin -> !begin.isAfter(to));
        if (first.isEmpty()) return Optional.empty();
        Instant start = from.isBefore(first.get()) ? first.get() : from;
        long begin = number(start);
        Waterfall waterfall = new Waterfall(chosen(asked, history.sumsAfter(begin)));
        history.forEachStep(begin, Math.max(begin, number(to)), asked.numbers(), waterfall::take);
        return Optional.of(new Moves(start, to, waterfall));
    }

    /** By how much each of some neighbouring events moved the score of some device groups; those that did not are left out. */
    Map<Long, Long> changes(Asked asked, long firstEvent, long lastEvent) {
        Waterfall waterfall = new Waterfall(chosen(asked, history.sumsAfter(firstEvent - 1)));
        history.forEachStep(firstEvent - 1, lastEvent, asked.numbers(), waterfall::take);
        Map<Long, Long> changes = new HashMap<>();
        waterfall.bars().forEach(bar -> bar.parts()
                .forEach(part -> changes.merge(part.event(), part.points(), Long::sum)));
        return changes;
    }

    /** The line of a score in at most so many points: the first at {@code from}, the others where something moved. */
    public List<Point> line(Asked asked, Instant from, Instant to, int points) {
        Optional<Instant> first = beginning().filter(begin -> !begin.isAfter(to));
        if (first.isEmpty()) return List.of();
        Instant start = from.isBefore(first.get()) ? first.get() : from;
        long begin = number(start);
        List<HistoryEvent> ends = history.lastOfEach(start, to, Math.max(1, points - 1), asked.numbers());
        return new Line(start, chosen(asked, history.sumsAfter(begin)), ends).walk(asked, begin);
    }

    private final class Line {

        private final Map<Integer, Sums> byGroup;
        private final List<HistoryEvent> ends;
        private final List<Point> points = new ArrayList<>();
        private Sums now;
        private long low;
        private long high;
        private int next;

        Line(Instant start, Map<Integer, Sums> byGroup, List<HistoryEvent> ends) {
            this.byGroup = byGroup;
            this.ends = ends;
            this.now = byGroup.values().stream().reduce(Sums.NOTHING, Sums::plus);
            low = now.scoreOrZero();
            high = low;
            points.add(new Point(start, now, low, high));
        }

        List<Point> walk(Asked asked, long begin) {
            if (ends.isEmpty()) return points;
            long[] open = {begin};
            history.forEachStep(begin, ends.getLast().number(), asked.numbers(), (event, step) -> {
                if (event != open[0]) settle();
                open[0] = event;
                endBefore(event);
                take(step);
            });
            settle();
            endBefore(Long.MAX_VALUE);
            return points;
        }

        private void take(Step step) {
            Sums before = byGroup.put(step.group(), step.after());
            now = now.plus(step.after()).minus(before == null ? Sums.NOTHING : before);
        }

        /** An event is over: what it passed through on its way was never shown. */
        private void settle() {
            low = Math.min(low, now.scoreOrZero());
            high = Math.max(high, now.scoreOrZero());
        }

        private void endBefore(long event) {
            while (next < ends.size() && ends.get(next).number() < event) {
                points.add(new Point(ends.get(next).at(), now, low, high));
                low = now.scoreOrZero();
                high = low;
                next++;
            }
        }
    }

    private long number(Instant time) {
        return history.lastAt(time).map(HistoryEvent::number).orElse(0L);
    }

    private static Map<Integer, Sums> chosen(Asked asked, Map<Integer, Sums> all) {
        Map<Integer, Sums> chosen = new HashMap<>(all);
        chosen.keySet().retainAll(asked.numbers());
        return chosen;
    }

    private static Sums together(Asked asked, Map<Integer, Sums> all) {
        return chosen(asked, all).values().stream().reduce(Sums.NOTHING, Sums::plus);
    }
}

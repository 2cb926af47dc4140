package dev.lightmeter.storage.memory;

import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryEvent;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ScoreBasis;
import dev.lightmeter.storage.staging.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** History in two lists. */
final class MemoryHistory implements History {

    /** Both guarded by {@code this}; the steps of event n are at n - 1. */
    private final List<HistoryEvent> events = new ArrayList<>();

    private final List<List<Step>> steps = new ArrayList<>();

    /** Guarded by {@code this}; null until one was kept. */
    private @Nullable ScoreBasis basis;

    @Override
    public synchronized HistoryEvent add(Instant at, List<HistoryMark> marks, List<Step> moved) {
        Instant time = Micros.instant(Micros.of(at));
        if (!events.isEmpty() && time.isBefore(events.getLast().at())) {
            time = events.getLast().at();
        }
        HistoryEvent added = new HistoryEvent(events.size() + 1L, time, marks);
        events.add(added);
        steps.add(List.copyOf(moved));
        return added;
    }

    @Override
    public synchronized Optional<ScoreBasis> basis() {
        return Optional.ofNullable(basis);
    }

    @Override
    public synchronized void keepBasis(ScoreBasis next) {
        basis = next;
    }

    @Override
    public synchronized Optional<HistoryEvent> lastAt(Instant time) {
        return events.reversed().stream()
                .filter(event -> !event.at().isAfter(time))
                .findFirst();
    }

    @Override
    public SortedMap<Integer, Sums> sumsAfter(long event) {
        SortedMap<Integer, Sums> sums = new TreeMap<>();
        taken(0, event, (number, step) -> sums.put(step.group(), step.after()));
        return sums;
    }

    @Override
    public void forEachStep(long after, long until, Set<Integer> groups, StepVisitor visitor) {
        taken(after, until, (number, step) -> {
            if (groups.contains(step.group())) visitor.take(number, step);
        });
    }

    private void taken(long after, long until, StepVisitor visitor) {
        List<List<Step>> chosen;
        synchronized (this) {
            chosen = List.copyOf(steps.subList(
                    (int) Math.min(after, steps.size()), (int) Math.min(Math.max(after, until), steps.size())));
        }
        long number = after;
        for (List<Step> moved : chosen) {
            number++;
            for (Step step : moved) visitor.take(number, step);
        }
    }

    @Override
    public synchronized List<HistoryEvent> lastOfEach(Instant from, Instant to, int spans, Set<Integer> groups) {
        TreeMap<Long, HistoryEvent> last = new TreeMap<>();
        long length = Math.max(1, Duration.between(from, to).dividedBy(spans).toNanos() / 1000);
        for (HistoryEvent event : events) {
            if (!event.at().isAfter(from) || event.at().isAfter(to) || !moved(event, groups)) continue;
            long span = (Micros.of(event.at()) - Micros.of(from) - 1) / length;
            last.put(span, new HistoryEvent(event.number(), event.at(), List.of()));
        }
        return List.copyOf(last.values());
    }

    private boolean moved(HistoryEvent event, Set<Integer> groups) {
        return steps.get((int) event.number() - 1).stream().anyMatch(step -> groups.contains(step.group()));
    }

    @Override
    public synchronized List<HistoryEvent> marked(Instant from, Instant to, long before, int most) {
        return events.reversed().stream()
                .filter(event -> event.number() < before && !event.marks().isEmpty())
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<HistoryEvent> events(Set<Long> numbers) {
        return events.stream().filter(event -> numbers.contains(event.number())).toList();
    }
}

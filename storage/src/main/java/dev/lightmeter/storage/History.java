package dev.lightmeter.storage;

import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * How the sums of all device groups came to be what they are, for ever. Only ever added to. Writing to it never waits for a
 * report that is being stored.
 */
public interface History {

    /**
     * Adds a moment; it is durable when this returns. A time before that of the last event becomes that one, so that events
     * are always in the order of their times.
     *
     * @param steps what moved, in the order of causes
     */
    HistoryEvent add(Instant at, List<HistoryMark> marks, List<Step> steps);

    /** The last event not after a time; empty if there is none. */
    Optional<HistoryEvent> lastAt(Instant time);

    /**
     * The sums of every device group, and under {@link Step#ORGANISATION} of all devices, after an event; none before the
     * first one.
     */
    SortedMap<Integer, Sums> sumsAfter(long event);

    /**
     * Hands out what moved some device groups, in the order of events and causes.
     *
     * @param after events with larger numbers
     * @param until events with numbers up to this
     */
    void forEachStep(long after, long until, Set<Integer> groups, StepVisitor visitor);

    /** Takes a step of the event with this number. */
    @FunctionalInterface
    interface StepVisitor {
        void take(long event, Step step);
    }

    /**
     * The last events that moved some device groups in each of some spans of equal length, without their marks: for a line of
     * few points over many events.
     */
    List<HistoryEvent> lastOfEach(Instant from, Instant to, int spans, Set<Integer> groups);

    /** Events with something that happened, newest first, with numbers below {@code before}. */
    List<HistoryEvent> marked(Instant from, Instant to, long before, int most);

    /** By what the newest scores were made; empty if that was never kept. */
    Optional<ScoreBasis> basis();

    /** Keeps by what scores are made from now on. */
    void keepBasis(ScoreBasis basis);

    /** Some events, in the order of their numbers. */
    List<HistoryEvent> events(Set<Long> numbers);
}

package dev.lightmeter.core.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks from the sums of some device groups at one moment to those at a later one, and keeps what each cause and each event
 * did to the score of these groups together. In 1e-9 points, and it adds up to the last unit, because each bar is a sum of
 * differences between neighbours of one walk (docs/scoring.md section 7.5).
 */
public final class Waterfall {

    private final Map<Integer, Sums> byGroup;
    private final Sums from;
    private Sums now;
    private final EnumMap<Cause, TreeMap<Long, Long>> moved = new EnumMap<>(Cause.class);
    private final EnumMap<Cause, Sums> movedSums = new EnumMap<>(Cause.class);

    /** The cause of this event whose steps are being taken in; several groups may move in one step. */
    private long openEvent = -1;

    private Cause openCause = Cause.STANDING;
    private long openScore;
    private Sums openSums;

    /** Starts at the sums of these device groups. A group that is not there has none yet. */
    public Waterfall(Map<Integer, Sums> byGroup) {
        this.byGroup = new HashMap<>(byGroup);
        this.from = byGroup.values().stream().reduce(Sums.NOTHING, Sums::plus);
        this.now = from;
        this.openSums = from;
        this.openScore = from.scoreOrZero();
    }

    /** What one event did to the score through one cause, in 1e-9 points. */
    public record Part(long event, long points) {}

    /**
     * What one cause did to the score.
     *
     * @param points in 1e-9 points; positive if the score rose
     * @param weighted by how much A moved
     * @param weight by how much W moved
     * @param parts the events behind it, the largest effect first
     */
    public record Moved(Cause cause, long points, long weighted, long weight, List<Part> parts) {}

    /** Takes in the next step of one of the groups. Steps come in the order of events, and within one in that of causes. */
    public void take(long event, Step step) {
        if (event < openEvent || (event == openEvent && step.cause().compareTo(openCause) < 0)) {
            throw new IllegalArgumentException("the step " + step + " of event " + event + " comes too late");
        }
        if (event != openEvent || step.cause() != openCause) {
            settle();
            openEvent = event;
            openCause = step.cause();
        }
        Sums before = byGroup.put(step.group(), step.after());
        now = now.plus(step.after()).minus(before == null ? Sums.NOTHING : before);
    }

    /** The sums at the start. */
    public Sums from() {
        return from;
    }

    /** The sums after the last step. */
    public Sums to() {
        return now;
    }

    /** The score at the end less the score at the start, in 1e-9 points; a set without data counts as 0. */
    public long change() {
        return now.scoreOrZero() - from.scoreOrZero();
    }

    /** What each cause did, in the order of causes; those that moved nothing are left out. Adds up to {@link #change}. */
    public List<Moved> bars() {
        settle();
        List<Moved> bars = new ArrayList<>();
        movedSums.forEach((cause, sums) -> {
            List<Part> parts = moved.getOrDefault(cause, new TreeMap<>()).entrySet().stream()
                    .map(part -> new Part(part.getKey(), part.getValue()))
                    .sorted(Comparator.comparingLong((Part part) -> -Math.abs(part.points()))
                            .thenComparingLong(Part::event))
                    .toList();
            long points = parts.stream().mapToLong(Part::points).sum();
            bars.add(new Moved(cause, points, sums.weighted(), sums.weight(), parts));
        });
        return bars;
    }

    private void settle() {
        long score = now.scoreOrZero();
        if (!now.equals(openSums)) {
            movedSums.merge(openCause, now.minus(openSums), Sums::plus);
            if (score != openScore) {
                moved.computeIfAbsent(openCause, cause -> new TreeMap<>())
                        .merge(openEvent, score - openScore, Long::sum);
            }
        }
        openScore = score;
        openSums = now;
    }
}

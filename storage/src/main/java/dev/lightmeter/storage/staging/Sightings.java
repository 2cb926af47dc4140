package dev.lightmeter.storage.staging;

import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.FindingChange.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The periods in which one path of a weakness was open on one device, of all sources. Two periods that overlap are one: the
 * device had it as long as any source said so.
 */
public final class Sightings {

    private final int slot;
    private final long what;
    private final List<Period> periods = new ArrayList<>();

    /** @param what weakness and path, see {@link StatedFindings#what} */
    public Sightings(int slot, long what) {
        this.slot = slot;
        this.what = what;
    }

    /** True if these are the periods of that path on that device. */
    public boolean areOf(int someSlot, long some) {
        return slot == someSlot && what == some;
    }

    /** Adds a period. Times in microseconds; {@code fixedRecordedAt} is {@link Micros#NEVER} while it is open. */
    public void add(long recordedAt, long fixedRecordedAt, long firstSeen, long lastSeen) {
        long end = fixedRecordedAt == Micros.NEVER ? Long.MAX_VALUE : fixedRecordedAt;
        periods.add(new Period(recordedAt, end, firstSeen, lastSeen));
    }

    /** Tells what was recorded from one time on until before another, in the order in which it was. */
    public void tell(long from, long to, Consumer<FindingChange> consumer) {
        for (Period period : merged()) {
            if (period.start >= from && period.start < to) consumer.accept(change(Kind.NEW, period.start, period));
            if (period.end >= from && period.end < to) consumer.accept(change(Kind.FIXED, period.end, period));
        }
    }

    private List<Period> merged() {
        List<Period> merged = new ArrayList<>();
        periods.sort(Comparator.comparingLong(Period::start).thenComparingLong(Period::end));
        for (Period period : periods) {
            Period last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || period.start >= last.end) merged.add(period);
            else merged.set(merged.size() - 1, last.and(period));
        }
        return merged;
    }

    private FindingChange change(Kind kind, long at, Period period) {
        return new FindingChange(
                slot,
                StatedFindings.weakness(what),
                StatedFindings.path(what),
                kind,
                Micros.instant(at),
                Micros.instant(period.firstSeen),
                Micros.instant(period.lastSeen));
    }

    private record Period(long start, long end, long firstSeen, long lastSeen) {

        Period and(Period other) {
            return new Period(
                    Math.min(start, other.start),
                    Math.max(end, other.end),
                    Math.min(firstSeen, other.firstSeen),
                    Math.max(lastSeen, other.lastSeen));
        }
    }
}

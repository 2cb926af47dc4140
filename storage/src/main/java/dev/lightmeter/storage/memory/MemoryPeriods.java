package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StatedFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The times in which paths of a device were open, of all sources. */
final class MemoryPeriods {

    private MemoryPeriods() {}

    /** Weakness and path of what was open at a moment, ascending, each once. */
    static long[] openAt(MemoryDevice device, Moment moment) {
        long at = Micros.of(moment.at());
        long knownAt = Micros.of(moment.knownAt());
        return device.aliases.values().stream()
                .flatMapToLong(alias -> openAt(alias, at, knownAt))
                .sorted()
                .distinct()
                .toArray();
    }

    private static LongStream openAt(Alias alias, long at, long knownAt) {
        List<Alias.Closed> periods = of(alias);
        return periods.stream()
                .filter(period -> period.recordedAt() <= knownAt && period.firstSeen() <= at)
                .filter(period -> period.fixedAt() > at || period.fixedRecordedAt() > knownAt)
                .filter(period -> periods.stream().noneMatch(other -> other.fixedAt() > at && replaced(period, other)))
                .mapToLong(Alias.Closed::weaknessAndPath);
    }

    /** Whether the report that had one path for the first time no longer had the other one. */
    private static boolean replaced(Alias.Closed one, Alias.Closed other) {
        return StatedFindings.weakness(one.weaknessAndPath()) == StatedFindings.weakness(other.weaknessAndPath())
                && other.fixedRecordedAt() == one.recordedAt()
                && one.fixedAt() > other.fixedAt();
    }

    /** All of them; one that is open never ends. */
    static List<Alias.Closed> of(Alias alias) {
        List<Alias.Closed> periods = new ArrayList<>(alias.closed);
        alias.open.forEach((what, firstSeen) -> periods.add(new Alias.Closed(
                what,
                firstSeen,
                alias.findingsAt,
                Long.MAX_VALUE,
                alias.recordedAt.getOrDefault(what, Micros.NEVER),
                Long.MAX_VALUE)));
        return periods;
    }
}

package dev.lightmeter.storage.staging;

import dev.lightmeter.core.report.ReportHeader.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * What a report changes in the open findings that its source has on one device.
 *
 * @param opening weakness and path of what is new, to its first sight
 * @param closing weakness and path of what is gone, to its first sight
 * @param unchanged number of paths that are still there
 */
public record FindingChanges(SortedMap<Long, Long> opening, SortedMap<Long, Long> closing, int unchanged) {

    /**
     * Compares what a report states with what is open.
     *
     * @param assessed true if the source looked for findings on the device, so that what is missing from a full report is
     *     fixed
     * @param open weakness and path of what is open, to its first sight
     * @param lastFix the last time that a weakness and path was fixed, {@link Micros#NEVER} if it never was
     * @param time the time of the report
     */
    public static FindingChanges of(
            Kind kind,
            boolean assessed,
            StatedFindings stated,
            Map<Long, Long> open,
            LongUnaryOperator lastFix,
            long time) {
        SortedMap<Long, Long> closing = new TreeMap<>();
        Map<Integer, Long> replaced = new HashMap<>();
        open.forEach((what, firstSeen) -> {
            boolean gone = kind == Kind.DELTA ? stated.fixed.contains(what) : assessed;
            // what a report says is there and gone at the same time is there
            if (!gone || stated.present.containsKey(what)) return;
            closing.put(what, firstSeen);
            replaced.merge(StatedFindings.weakness(what), firstSeen, Math::min);
        });
        SortedMap<Long, Long> opening = new TreeMap<>();
        stated.present.forEach((what, told) -> {
            if (open.containsKey(what)) return;
            long firstSeen = Math.min(told, time);
            Long before = replaced.get(StatedFindings.weakness(what));
            // a path that replaces another takes over its first sight; one that comes back starts anew after its last
            // fix
            opening.put(
                    what,
                    before != null ? Math.min(firstSeen, before) : Math.max(firstSeen, lastFix.applyAsLong(what)));
        });
        return new FindingChanges(opening, closing, stated.present.size() - opening.size());
    }

    public boolean isEmpty() {
        return opening.isEmpty() && closing.isEmpty();
    }
}

package dev.lightmeter.server.report;

import dev.lightmeter.core.fleet.GroupScore;
import java.time.Instant;
import java.util.List;

/** What the scores of a group were before; a page without it tells of today alone. */
public interface Past {

    /** Nothing is known of the past. */
    Past UNKNOWN = (group, from) -> List.of();

    /**
     * A score in 1e-9 points, from its time until the next.
     */
    record Point(Instant at, long nano) {}

    /** The scores of a group from a time on, oldest first. */
    List<Point> since(GroupScore group, Instant from);
}

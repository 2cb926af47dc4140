package dev.lightmeter.storage;

import java.time.Instant;
import java.util.List;

/**
 * A moment at which scores became others, or something else happened that people look for on their line.
 *
 * @param number ascending from 1, as {@code at} does; times are to the microsecond
 */
public record HistoryEvent(long number, Instant at, List<HistoryMark> marks) {

    public HistoryEvent {
        marks = List.copyOf(marks);
    }
}

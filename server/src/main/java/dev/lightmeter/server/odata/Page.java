package dev.lightmeter.server.odata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Some rows of a list.
 *
 * @param next where the next page starts: the position of the last row; empty if there is no next page
 * @param count number of all rows that match; empty if it is not told
 */
public record Page<R>(List<R> rows, Optional<Position> next, OptionalLong count) {

    public Page {
        rows = List.copyOf(rows);
    }
}

package dev.lightmeter.server.device;

import dev.lightmeter.server.odata.Page;
import dev.lightmeter.server.odata.Position;
import dev.lightmeter.server.odata.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Pages of a list of devices in the order of their slots, which never change: a page from the middle costs no more than the
 * first one, and a device that comes or goes moves no other to another page.
 */
final class SlotPages<R> {

    private final Query<R> query;
    private final IntFunction<Stream<R>> rowsFrom;
    private final ToIntFunction<R> slot;

    /**
     * @param rowsFrom the rows of the devices from a slot on, in the order of slots; the filter of the query is applied here
     * @param slot of a row
     */
    SlotPages(Query<R> query, IntFunction<Stream<R>> rowsFrom, ToIntFunction<R> slot) {
        this.query = query;
        this.rowsFrom = rowsFrom;
        this.slot = slot;
    }

    /** The page that the client asks for. In an order of the client's own, all rows are sorted. */
    Page<R> page() {
        if (query.isOrdered()) return query.page(rowsFrom.apply(0));
        List<R> rows = rowsFrom.apply(start(query))
                .filter(query.filter()::test)
                .skip(query.skip())
                .limit(query.rows() + 1L) // one more than wanted tells whether there is another page
                .toList();
        return cut(query, rows, slot, query.count() ? OptionalLong.of(count()) : OptionalLong.empty());
    }

    private long count() {
        return query.count(rowsFrom.apply(0));
    }

    /** The slot from which on rows are wanted; a problem if the client comes with a position of another list. */
    static int start(Query<?> query) {
        return query.after().map(SlotPages::after).orElse(0);
    }

    /** A page out of the rows that are wanted and one more, if there is one. */
    static <R> Page<R> cut(Query<R> query, List<R> rows, ToIntFunction<R> slot, OptionalLong count) {
        List<R> wanted = rows.subList(0, Math.min(query.rows(), rows.size()));
        boolean more = query.links() && rows.size() > wanted.size() && !wanted.isEmpty();
        return new Page<>(
                wanted,
                more ? Optional.of(Position.of(Integer.toString(slot.applyAsInt(wanted.getLast())))) : Optional.empty(),
                count);
    }

    private static int after(Position position) {
        try {
            if (position.values().size() == 1) {
                int last = Integer.parseInt(String.valueOf(position.values().getFirst()));
                if (last >= 0 && last < Integer.MAX_VALUE) return last + 1;
            }
        } catch (NumberFormatException e) {
            // told below, like a position with other parts
        }
        throw Query.foreignToken();
    }
}

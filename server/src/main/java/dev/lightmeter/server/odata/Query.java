package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Property;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What a client asks of a list. Pages are found by position and not by number: the link to the next one names the last row
 * of this one, so nothing is lost or repeated when rows come or go between two requests.
 */
public final class Query<R> {

    private static final Set<QueryOption> OPTIONS = EnumSet.allOf(QueryOption.class);

    private static final int FIRST_BYTES = 4 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final byte[] CONTEXT = JsonBuffer.ascii("{\"@odata.context\":");
    private static final byte[] COUNT = JsonBuffer.ascii(",\"@odata.count\":");
    private static final byte[] VALUE = JsonBuffer.ascii(",\"value\":[");
    private static final byte[] NEXT_LINK = JsonBuffer.ascii(",\"@odata.nextLink\":");

    static {
        OPTIONS.remove(QueryOption.FORMAT);
    }

    private final EntitySet<R> set;
    private final RequestAddress address;
    private final Filter<R> filter;
    private final Ordering<R> order;
    private final boolean ordered;
    private final Selection<R> selection;
    private final int skip;
    private final OptionalInt top;
    private final boolean count;
    private final boolean countAlone;
    private final Optional<Position> after;

    private Query(EntitySet<R> set, QueryOptions options, RequestAddress address) {
        this.set = set;
        this.address = address;
        this.filter = options.text(QueryOption.FILTER)
                .map(text -> FilterBinder.filter(text, set.shape()))
                .orElseGet(Filter::everything);
        this.order = new Ordering<>(Order.of(set, options));
        this.ordered = options.text(QueryOption.ORDERBY).isPresent();
        this.selection = Selection.of(set, options);
        this.skip = options.skip();
        this.top = options.top();
        this.countAlone = address.asksForCount();
        this.count = options.count() || countAlone;
        this.after = options.text(QueryOption.SKIPTOKEN)
                .map(token -> Position.parse(token).orElseThrow(Query::foreignToken));
        if (top.orElse(0) > set.pageRows()) {
            throw QueryOptions.refused("The query option '%s' must not be greater than %d for %s, got %d"
                    .formatted(QueryOption.TOP, set.pageRows(), set.name(), top.getAsInt()));
        }
    }

    static <R> Query<R> of(EntitySet<R> set, FormFields query, RequestAddress address) {
        return new Query<>(set, QueryOptions.of(query, OPTIONS), address);
    }

    /** Which rows are wanted. */
    public Filter<R> filter() {
        return filter;
    }

    /** Whether the number of all matching rows is wanted. */
    public boolean count() {
        return count;
    }

    /** The most rows that the answer may have. */
    public int rows() {
        return top.orElse(set.pageRows());
    }

    /** Where the client left off; then {@link #skip()} says nothing. Comes from the client: values may be nonsense. */
    public Optional<Position> after() {
        return after;
    }

    /** Matching rows to leave out at the start, 0 if the client comes with a position. */
    public int skip() {
        return after.isPresent() ? 0 : skip;
    }

    /** True if an answer with more rows to follow links to them: a client that says how many it wants gets no more. */
    public boolean links() {
        return top.isEmpty();
    }

    /** True if the client asks for an order of its own; else any order will do in which pages can be found. */
    public boolean isOrdered() {
        return ordered;
    }

    /** The number of rows that match. */
    public long count(Stream<R> rows) {
        return rows.filter(filter::test).count();
    }

    /** One page out of all rows, which come in any order: filtered, ordered and cut here. */
    public Page<R> page(Stream<R> rows) {
        return pageOfMatching(rows.filter(filter::test));
    }

    /** The same out of rows that are known to match: ordered and cut here. */
    public Page<R> pageOfMatching(Stream<R> rows) {
        List<R> matching = rows.sorted(order).toList();
        int from = after.map(position -> order.firstBehind(matching, position)).orElse(Math.min(skip, matching.size()));
        int to = from + Math.min(rows(), matching.size() - from);
        boolean more = links() && to < matching.size();
        return new Page<>(
                matching.subList(from, to),
                more ? Optional.of(order.position(matching.get(to - 1))) : Optional.empty(),
                count ? OptionalLong.of(matching.size()) : OptionalLong.empty());
    }

    /**
     * One page out of rows that come one by one in an order of their own, for a list too long for memory.
     *
     * @param matching the rows that match, from behind {@link #after()} on
     * @param position where a row stands
     * @param all counts all rows that match, wherever the client is; asked only if it wants to know
     */
    public Page<R> page(Iterator<R> matching, Function<R, Position> position, LongSupplier all) {
        for (int left = skip(); left > 0 && matching.hasNext(); left--) matching.next();
        List<R> page = new ArrayList<>(Math.min(rows(), 1_000));
        while (page.size() < rows() && matching.hasNext()) page.add(matching.next());
        boolean more = links() && !page.isEmpty() && matching.hasNext();
        return new Page<>(
                page,
                more ? Optional.of(position.apply(page.getLast())) : Optional.empty(),
                count ? OptionalLong.of(all.getAsLong()) : OptionalLong.empty());
    }

    /** The properties by which rows are ordered. */
    public Set<Property<R>> orderedBy() {
        Set<Property<R>> properties = new LinkedHashSet<>();
        order.parts().forEach(part -> properties.add(part.property()));
        return properties;
    }

    /**
     * The answer with a page, or with the number of all matching rows alone if the address ends in {@code /$count}. It leaves
     * in pieces, so that many long pages at a time need little memory.
     */
    public Reply reply(Page<R> page) {
        if (countAlone) return countReply(page.count().orElseThrow());
        return Reply.odataStreaming(out -> write(page, out));
    }

    void write(Page<R> page, OutputStream out) throws IOException {
        JsonBuffer json = new JsonBuffer(FIRST_BYTES);
        json.raw(CONTEXT).string(address.context(selection.listContext()));
        page.count().ifPresent(rows -> json.raw(COUNT).number(rows));
        json.raw(VALUE);
        RowWriter<R> writer = selection.listRows();
        boolean first = true;
        for (R row : page.rows()) {
            if (!first) json.raw(',');
            first = false;
            writer.write(row, json);
            if (json.size() >= PIECE_BYTES) json.drainTo(out);
        }
        json.raw(']');
        page.next().ifPresent(position -> {
            long seen = (long) skip + page.rows().size();
            json.raw(NEXT_LINK).string(address.next(seen, position));
        });
        json.raw('}').drainTo(out);
    }

    /** The answer to {@code /$count}: a bare number. */
    public static Reply countReply(long rows) {
        return Reply.of("text/plain; charset=utf-8", JsonBuffer.ascii(Long.toString(rows)))
                .withHeader("OData-Version", "4.0");
    }

    /** A problem for a position that this list never gave out. */
    public static ProblemException foreignToken() {
        return QueryOptions.refused(
                "The query option '" + QueryOption.SKIPTOKEN + "' is none of this list; take it from @odata.nextLink");
    }
}

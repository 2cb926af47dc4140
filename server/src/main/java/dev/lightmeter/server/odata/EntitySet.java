package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.storage.query.Property;
import java.util.Set;

/**
 * One list of the Defender API, described once: its name, its rows and how it is addressed.
 *
 * <pre>{@code
 * EntitySet<Machine> MACHINES = EntitySet.of("Machines", MACHINE, ID).at("machines").pagesOf(10_000);
 *
 * Reply list(Call call) {
 *     Query<Machine> query = MACHINES.query(call);
 *     return query.reply(query.page(visibleMachines.stream()));
 * }
 * }</pre>
 *
 * @param name as it stands in {@code @odata.context} and {@code $metadata}
 * @param shape of a row
 * @param key names a row; the default order
 * @param path under {@code /api}; empty if the list is only found below other things
 * @param listContext what stands after {@code $metadata#} when a list is answered
 * @param entityContext the same for a single row
 * @param pageRows the most rows of one answer, and the limit of {@code $top}
 * @param namesTypes whether every row of a list starts with {@code @odata.type}
 * @param ordered whether the list can be ordered by other properties than its key
 */
public record EntitySet<R>(
        String name,
        Shape<R> shape,
        Property<R> key,
        String path,
        String listContext,
        String entityContext,
        int pageRows,
        boolean namesTypes,
        boolean ordered) {

    private static final int PAGE_ROWS = 10_000;

    public EntitySet {
        if (pageRows < 1) throw new IllegalArgumentException("a page needs at least one row, got " + pageRows);
    }

    /** A list at {@code /api/} and its name, with pages of 10,000 rows. */
    public static <R> EntitySet<R> of(String name, Shape<R> shape, Property<R> key) {
        return new EntitySet<>(name, shape, key, name, name, name + "/$entity", PAGE_ROWS, false, true);
    }

    /** The same at another path under {@code /api}. */
    public EntitySet<R> at(String path) {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, pageRows, namesTypes, ordered);
    }

    /** The same with pages of at most so many rows. */
    public EntitySet<R> pagesOf(int rows) {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, rows, namesTypes, ordered);
    }

    /** The same rows in lists of another context, such as {@code Collection(x.y.Z)}. */
    public EntitySet<R> inContext(String listContext) {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, pageRows, namesTypes, ordered);
    }

    /** The same, a single row in another context. */
    public EntitySet<R> inEntityContext(String entityContext) {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, pageRows, namesTypes, ordered);
    }

    /** The same with {@code @odata.type} in every row of a list. */
    public EntitySet<R> namingTypes() {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, pageRows, true, ordered);
    }

    /** The same without {@code $orderby}, for a list too long to be sorted. */
    public EntitySet<R> inOneOrder() {
        return new EntitySet<>(name, shape, key, path, listContext, entityContext, pageRows, namesTypes, false);
    }

    /** What the client asks of this list; a problem if that cannot be answered. */
    public Query<R> query(Call call) {
        return Query.of(this, call.query(), RequestAddress.of(call));
    }

    /** The answer with a single row. Knows {@code $select}. */
    public Reply entity(Call call, R row) {
        QueryOptions options = QueryOptions.of(call.query(), Set.of(QueryOption.SELECT));
        Selection<R> selection = Selection.of(this, options);
        JsonBuffer json = new JsonBuffer(2_048);
        json.raw(JsonBuffer.ascii("{\"@odata.context\":"));
        json.string(RequestAddress.of(call).context(selection.entityContext()));
        selection.rows().continueObject(row, json);
        return Reply.odata(json.raw('}').toBytes());
    }

    /** True if the rows are no entities of a set but values of a type, {@code Collection(x.y.Z)}. */
    boolean isCollectionOfValues() {
        return listContext.startsWith("Collection(");
    }
}

package dev.lightmeter.server.software;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.device.MachineReference;
import dev.lightmeter.server.device.NamedDevice;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.storage.Fixes;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers with software: all, one, its versions and devices, what is on a device, and which updates are missing. */
public final class SoftwareResource {

    public static final Access ACCESS = Access.needs(Permission.of("Software.Read.All", "Software.Read"));

    /** The lists that a client may come across. */
    public static final List<EntitySet<?>> SETS = List.of(Product.SET, Distribution.SET, MissingUpdate.SET);

    private final Views views;
    private final SoftwareCatalogues catalogues;
    private final Function<Scoreboard, MissingUpdates> missing;

    public SoftwareResource(Views views, SoftwareCatalogues catalogues, Supplier<Fixes> fixes) {
        this.views = views;
        this.catalogues = catalogues;
        this.missing = MissingUpdates.maker(fixes);
    }

    public Reply list(Call call) {
        return list(call, Product.SET, catalogue(call).all());
    }

    public Reply count(Call call) {
        return Query.countReply(Product.SET.query(call).count(catalogue(call).all()));
    }

    public Reply one(Call call) {
        return Product.SET.entity(call, product(call, catalogue(call)));
    }

    public Reply distributions(Call call) {
        SoftwareCatalogue catalogue = catalogue(call);
        return list(call, Distribution.SET, catalogue.distributions(product(call, catalogue)));
    }

    public Reply machineReferences(Call call) {
        Scoreboard board = board(call);
        SoftwareCatalogue catalogue = catalogues.of(board);
        List<Product> product = List.of(product(call, catalogue));
        return MachineReference.list(call, board, slot -> catalogue.devices(product, slot));
    }

    public Reply missingUpdates(Call call) {
        Scoreboard board = board(call);
        SoftwareCatalogue catalogue = catalogues.of(board);
        long[] exposures = catalogue.exposuresThrough(product(call, catalogue));
        return list(call, MissingUpdate.SET, board.derived(missing).against(exposures));
    }

    public Reply onMachine(Call call) {
        Scoreboard board = board(call);
        int slot = NamedDevice.slot(board, call.parameter("id"));
        return list(call, Product.SET, catalogues.of(board).onDevice(slot));
    }

    public Reply missingUpdatesOfMachine(Call call) {
        Scoreboard board = board(call);
        int slot = NamedDevice.slot(board, call.parameter("id"));
        return list(call, MissingUpdate.SET, board.derived(missing).against(board.exposures(slot)));
    }

    private static <R> Reply list(Call call, EntitySet<R> set, Stream<R> rows) {
        Query<R> query = set.query(call);
        return query.reply(query.page(rows));
    }

    private static Product product(Call call, SoftwareCatalogue catalogue) {
        return catalogue.required(call.parameter("id"));
    }

    private SoftwareCatalogue catalogue(Call call) {
        return catalogues.of(board(call));
    }

    private Scoreboard board(Call call) {
        return views.of(call.caller().orElseThrow());
    }
}

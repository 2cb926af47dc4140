package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.device.MachineReference;
import dev.lightmeter.server.device.NamedDevice;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.server.software.Product;
import dev.lightmeter.server.software.SoftwareCatalogues;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers with recommendations: all, one, its software and devices, and those of a device. */
public final class RecommendationResource {

    public static final Access ACCESS =
            Access.needs(Permission.of("SecurityRecommendation.Read.All", "SecurityRecommendation.Read"));

    /** The documentation asks applications for the one and users for the other. */
    public static final Access SOFTWARE_ACCESS = Access.needs(new Permission(
            List.of("Software.Read.All", "SecurityRecommendation.Read.All"),
            List.of("Software.Read", "SecurityRecommendation.Read")));

    public static final List<EntitySet<?>> SETS = List.of(Recommendation.SET);

    private static final EntitySet<Product> SOFTWARE =
            Product.SET.inEntityContext("Analytics.Contracts.PublicAPI.PublicProductDto");

    private final Views views;
    private final Function<Scoreboard, Recommendations> recommendations;

    public RecommendationResource(Views views, Store store, SoftwareCatalogues catalogues, Supplier<Fixes> fixes) {
        this.views = views;
        this.recommendations = Recommendations.maker(store, catalogues, fixes);
    }

    public Reply list(Call call) {
        return list(call, of(board(call)).all());
    }

    public Reply count(Call call) {
        return Query.countReply(
                Recommendation.SET.query(call).count(of(board(call)).all()));
    }

    public Reply one(Call call) {
        return Recommendation.SET.entity(call, named(call, of(board(call))));
    }

    public Reply software(Call call) {
        Recommendations all = of(board(call));
        List<Product> products = all.productsOf(named(call, all));
        if (products.isEmpty()) {
            throw new ProblemException(
                    Problem.resourceNotFound("software for the recommendation", call.parameter("id")));
        }
        return SOFTWARE.entity(call, products.getFirst());
    }

    public Reply machineReferences(Call call) {
        Scoreboard board = board(call);
        Recommendations all = of(board);
        Recommendation recommendation = named(call, all);
        return MachineReference.list(call, board, slot -> all.devices(recommendation, slot));
    }

    public Reply ofMachine(Call call) {
        Scoreboard board = board(call);
        int slot = NamedDevice.slot(board, call.parameter("id"));
        return list(call, of(board).onDevice(slot));
    }

    private static Reply list(Call call, Stream<Recommendation> rows) {
        Query<Recommendation> query = Recommendation.SET.query(call);
        return query.reply(query.page(rows));
    }

    private static Recommendation named(Call call, Recommendations all) {
        return all.required(call.parameter("id"));
    }

    private Recommendations of(Scoreboard board) {
        return board.derived(recommendations);
    }

    private Scoreboard board(Call call) {
        return views.of(call.caller().orElseThrow());
    }
}

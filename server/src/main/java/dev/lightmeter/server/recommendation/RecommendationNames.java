package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.software.SoftwareCatalogues;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What recommendations say to people. */
public final class RecommendationNames {

    private final Function<Scoreboard, Map<String, String>> names;

    public RecommendationNames(Store store, SoftwareCatalogues catalogues, Supplier<Fixes> fixes) {
        Function<Scoreboard, Recommendations> all = Recommendations.maker(store, catalogues, fixes);
        this.names = board -> {
            Map<String, String> byId = new HashMap<>();
            board.derived(all)
                    .all()
                    .forEach(one -> byId.put(one.id(), one.remedy().name()));
            return byId;
        };
    }

    /** The sentence of a recommendation, such as {@code Update Acme Portal}; its id if it is for no device. */
    public String of(Scoreboard board, String recommendation) {
        return board.derived(names).getOrDefault(recommendation, recommendation);
    }
}

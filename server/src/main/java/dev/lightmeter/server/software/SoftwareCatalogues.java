package dev.lightmeter.server.software;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.Store;
import java.util.function.Function;

/** The catalogue of every scoreboard, made when first asked for and kept with it. */
public final class SoftwareCatalogues {

    private final Function<Scoreboard, SoftwareCatalogue> maker;

    public SoftwareCatalogues(Store store) {
        this.maker = board -> new SoftwareCatalogue(board, store);
    }

    public SoftwareCatalogue of(Scoreboard board) {
        return board.derived(maker);
    }
}

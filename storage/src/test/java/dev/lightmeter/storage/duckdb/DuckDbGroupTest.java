package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.GroupContract;
import dev.lightmeter.storage.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbGroupTest extends GroupContract {

    @TempDir
    Path folder;

    @Override
    protected Store newStore() {
        return DuckDbStore.open(folder, CLOCK);
    }

    @Override
    protected Store reopened(Store store) {
        store.close();
        return DuckDbStore.open(folder, CLOCK);
    }
}

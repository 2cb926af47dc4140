package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.AdvisoryContract;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbAdvisoryTest extends AdvisoryContract {

    @TempDir
    Path folder;

    @Override
    protected Store newStore() {
        return DuckDbStore.open(folder, StoreContract.CLOCK);
    }

    @Override
    protected Store reopened(Store store) {
        store.close();
        return DuckDbStore.open(folder, StoreContract.CLOCK);
    }
}

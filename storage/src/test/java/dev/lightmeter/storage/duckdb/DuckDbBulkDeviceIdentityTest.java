package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.DeviceIdentityContract;
import dev.lightmeter.storage.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The same with the comparison that large reports get. */
class DuckDbBulkDeviceIdentityTest extends DeviceIdentityContract {

    private static final int NO_ROWS_IN_MEMORY = -1;

    @TempDir
    Path folder;

    @Override
    protected Store newStore() {
        return DuckDbStore.open(folder, CLOCK, NO_ROWS_IN_MEMORY);
    }

    @Override
    protected Store reopened(Store store) {
        store.close();
        return newStore();
    }
}

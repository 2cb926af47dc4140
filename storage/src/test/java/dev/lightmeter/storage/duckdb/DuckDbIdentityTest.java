package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.IdentityContract;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbIdentityTest extends IdentityContract {

    @TempDir
    Path folder;

    @Override
    protected Store newStore() throws IOException {
        return DuckDbStore.open(Files.createTempDirectory(folder, "store"), StoreContract.CLOCK);
    }
}

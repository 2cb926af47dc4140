package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.FindingTimesContract;
import dev.lightmeter.storage.Store;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFindingTimesTest extends FindingTimesContract {

    @TempDir
    Path folder;

    @Override
    protected Store newStore(Clock clock) {
        return DuckDbStore.open(folder, clock);
    }
}

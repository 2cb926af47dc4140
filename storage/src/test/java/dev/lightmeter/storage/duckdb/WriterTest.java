package dev.lightmeter.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.storage.DataFolder;
import dev.lightmeter.storage.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {

    @TempDir
    Path folder;

    @Test
    void undoesWhatFollowsATransactionThatTheDatabaseEndedByItself() {
        try (DataFolder held = DataFolder.lock(folder, StoreContract.CLOCK);
                Database database = Database.open(held);
                Writer writer = new Writer(database::connect, new DictionaryTables())) {
            writer.acquire();
            writer.sql().execute("insert into device_group values (1, 'lost')");
            writer.sql().execute("rollback"); // as a commit does that fails: the driver still counts it as open
            writer.rollbackAndRelease();

            writer.acquire();
            writer.sql().execute("insert into device_group values (2, 'refused')");
            writer.rollbackAndRelease();

            assertThat(writer.sql().number("select count(*) from device_group")).isZero();
        }
    }
}

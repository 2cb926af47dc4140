package dev.lightmeter.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.FindingPeriod;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

    @Test
    void bringsTheTablesOfTheFirstVersionAlong(@TempDir Path folder) throws Exception {
        Path file = Files.createDirectories(folder.resolve("store")).resolve("lightmeter.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement sql = connection.createStatement()) {
            Migrations.migrate(Migrations.prepare().target("1"), (DuckDBConnection) connection);
            sql.execute("insert into source values (0, 'trivy', true)");
            sql.execute("""
                    insert into device values (0, 'web', 'web', '', 'a', null, null, 'LOW', null, null, null)""");
            sql.execute("""
                    insert into device_source values
                    (0, 'web', 0, '2026-06-02', '2026-06-03', '2026-06-04', null)""");
            sql.execute("insert into weakness values (0, 'CVE-2031-0001')");
            sql.execute("insert into path values (0, 'v', 'p', '1', 'update', 'OPEN', false, null, null)");
            sql.execute("insert into finding values (0, 0, 0, 0, '2026-06-01', '2026-06-02', '2026-06-03')");
        }

        try (Store store = DuckDbStore.open(folder, StoreContract.CLOCK)) {
            DeviceRecord web = store.records(new int[] {0}).getFirst();
            assertThat(web.firstSeen()).isEqualTo("2026-06-02T00:00:00Z");
            assertThat(web.lastSeen()).isEqualTo("2026-06-04T00:00:00Z");
            assertThat(web.tags()).containsExactly("a");
            FindingPeriod period = store.findings(0).getFirst();
            assertThat(period.recordedAt()).isEqualTo("2026-06-01T00:00:00Z");
            assertThat(period.fixedRecordedAt()).isEqualTo("2026-06-03T00:00:00Z");
        }
    }
}

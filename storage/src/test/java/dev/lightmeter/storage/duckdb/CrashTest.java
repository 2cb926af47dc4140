package dev.lightmeter.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.storage.ChildJvm;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import dev.lightmeter.storage.StoreException;
import dev.lightmeter.storage.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    private static final FindingPath PATH = FindingPath.open(new Software("vendor", "product", "1"), "");

    @TempDir
    Path folder;

    @Test
    void keepsTheAcknowledgedReportAndNothingOfTheUnfinishedOneWhenItsProcessIsKilled() throws Exception {
        Process process = ChildJvm.start(Importing.class, folder.toString());
        try {
            assertThat(ChildJvm.firstLine(process)).isEqualTo("acknowledged 500000");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (Store store = DuckDbStore.open(folder, StoreContract.CLOCK)) {
            assertThat(StoreState.fleet(store))
                    .hasSize(1000)
                    .allSatisfy(device -> assertThat(device.weaknesses()).hasSize(500))
                    .allSatisfy(device -> assertThat(device.device().id()).startsWith("first"));
            try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.DELTA))) {
                report.finding(ReportedFinding.present("third", "CVE-1", PATH));
                assertThat(report.commit().report()).isEqualTo(2);
            }
        }
    }

    @Test
    void saysWhatToDoWithAFileThatIsNoDatabase() throws IOException {
        Path file = Files.createDirectories(folder.resolve("store")).resolve("lightmeter.duckdb");
        Files.writeString(file, "this is not a database ".repeat(1000));

        assertThatThrownBy(() -> DuckDbStore.open(folder, StoreContract.CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file.toRealPath()
                        + " cannot be opened as a database of Lightmeter; if it is damaged, restore it from a backup, or"
                        + " move it away to start empty (")
                .message()
                .doesNotContain("\n");
        // the folder is free again
        Files.delete(file);
        DuckDbStore.open(folder, StoreContract.CLOCK).close();
    }

    @Test
    void refusesADatabaseOfSomebodyElse() throws Exception {
        Path file = Files.createDirectories(folder.resolve("store")).resolve("lightmeter.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create table finding (text varchar)");
        }

        assertThatThrownBy(() -> DuckDbStore.open(folder, StoreContract.CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the tables cannot be brought to this version of Lightmeter: ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void takesNoReportOnceItIsClosed() {
        Store store = DuckDbStore.open(folder, StoreContract.CLOCK);
        store.close();
        store.close();

        assertThatThrownBy(() -> store.beginReport(new ReportHeader("trivy", Kind.FULL)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is closed");
    }

    @Test
    void refusesADatabaseThatIsCutShort() throws IOException {
        try (Store store = DuckDbStore.open(folder, StoreContract.CLOCK);
                ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            for (int i = 0; i < 100_000; i++) report.finding(ReportedFinding.present("d" + i % 50, "CVE-" + i, PATH));
            report.commit();
        }
        Path file = folder.resolve("store").resolve("lightmeter.duckdb");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 20_000));

        assertThatThrownBy(() -> DuckDbStore.open(folder, StoreContract.CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened as a database of Lightmeter")
                .message()
                .doesNotContain("\n");
    }

    /** Commits one report and is in the middle of another when it is killed. */
    static final class Importing {

        public static void main(String[] arguments) {
            Store store = DuckDbStore.open(Path.of(arguments[0]), Clock.systemUTC());
            try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
                state(report, "first", 1000, 500);
                System.out.println("acknowledged " + report.commit().findingsNew());
            }
            while (true) {
                try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
                    state(report, "second", Integer.MAX_VALUE, 500);
                }
            }
        }

        private static void state(ReportTransaction report, String prefix, int devices, int each) {
            for (int device = 0; device < devices; device++) {
                for (int i = 0; i < each; i++) {
                    report.finding(ReportedFinding.present(prefix + device, "CVE-" + i, PATH));
                }
            }
        }
    }
}

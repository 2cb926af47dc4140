package dev.lightmeter.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moved a score, asked on the command line. */
class HistoryCommandsTest {

    private static final String FLEET = """
            {"asOf": "%s",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600"},
                            {"id": "CVE-2026-0002", "cvss": "7.5", "epss": "0.10000"}],
             "devices": [
               {"id": "inside", "group": "Servers", "findings": [
                {"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal", "vendor": "acme", "product": "portal"},
                {"cve": "CVE-2026-0002", "rec": "va-_-acme-_-mail", "vendor": "acme", "product": "mail"}]},
               {"id": "clean", "group": "Laptops"}]}
            """;

    private static final String CALMER = """
            #model_version:v2026.10.04,score_date:2026-10-06T00:00:00+0000
            cve,epss,percentile
            CVE-2026-0001,0.00100,0.10000
            CVE-2026-0002,0.10000,0.90000
            """;

    @TempDir
    private Path folder;

    @Test
    void tellsOfARunningServerWhyAScoreFell() throws Exception {
        try (RunningCommand server = RunningCommand.start(folder.resolve("env"), "serve", "--data", data())) {
            assertThat(server.out()).contains("answers at");
            load("fleet.json", FLEET.formatted(LocalDate.now(ZoneOffset.UTC)));
            load("epss.csv", CALMER);

            CommandRun why = RunningCommand.beside("why", "servers", "--since", "1h", "--data", data());
            assertThat(why.exitCode()).as(why.err()).isZero();
            assertThat(why.out())
                    .contains("Servers", " fell by ", "EPSS", "feed EPSS v2026.10.04 of 2026-10-06", "-")
                    .contains("Update Acme Mail", "lightmeter plan Servers --data " + data());
            CommandRun line = RunningCommand.beside("history", "servers", "--data", data(), "--format", "csv");
            assertThat(line.out()).startsWith("list,time,score,level").contains("points,");
            CommandRun events = RunningCommand.beside("events", "laptops", "--data", data());
            assertThat(events.out()).contains("import", "fleet.json");
            assertThat(RunningCommand.beside("why", "Severs", "--data", data()).err())
                    .contains("There is no device group named Severs; did you mean 'Servers'?");
        }
    }

    private void load(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        CommandRun run = RunningCommand.beside("import", "--data", data(), file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}

package dev.lightmeter.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    void recordsWhatChangesWithoutAServerWhenItHappens() throws IOException {
        atDay(1, "import", file("fleet.json", FLEET.formatted("2026-10-05")));
        atDay(3, "feeds", "load", file("epss.csv", CALMER));
        atDay(4, "exceptions", "add", "--recommendation", "va-_-acme-_-mail", "--justification", "third_party_control");
        atDay(5, "devices", "merge", "inside", "clean");

        String events = atDay(6, "events").out();
        assertThat(events.lines().map(line -> line.strip()))
                .filteredOn(line -> line.startsWith("2026-"))
                .satisfiesExactly(
                        merged -> assertThat(merged)
                                .startsWith("2026-10-10 12:00")
                                .contains("devices changed clean, inside"),
                        excepted -> assertThat(excepted)
                                .startsWith("2026-10-09 12:00")
                                .contains("exception for va-_-acme-_-mail (third party control)"),
                        fed -> assertThat(fed).startsWith("2026-10-08 12:00").contains("feed EPSS v2026.10.04"),
                        imported -> assertThat(imported)
                                .startsWith("2026-10-06 12:00")
                                .contains("import generic: fleet.json"));
        assertThat(atDay(6, "why", "Servers", "--since", "2026-10-07").out())
                .contains("EPSS", "exceptions, statements", "Servers fell by ")
                .doesNotContain("while nothing was recorded");
        assertThat(atDay(6, "explain", "inside").out()).contains("CVE-2026-0001");
    }

    @Test
    void addsUpExactlyAndDrawsTheLineInItsWindow() throws IOException {
        atDay(1, "import", file("fleet.json", FLEET.formatted("2026-10-05")));
        atDay(3, "feeds", "load", file("epss.csv", CALMER));

        JsonNode why = JsonMapper.shared()
                .readTree(atDay(6, "why", "Servers", "--format", "json").out());
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode bar : why.get("bars"))
            sum = sum.add(new BigDecimal(bar.get("points").asString()));
        assertThat(sum).isEqualTo(new BigDecimal(why.get("change").asString())).isNegative();

        CommandRun line = CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "history", "Servers", "--data", data());
        assertThat(line.exitCode()).as(line.err()).isZero();
        assertThat(line.out()).contains("Nothing was recorded until then");
        String picture = atDay(6, "history", "Servers", "--since", "6d").out();
        assertThat(picture).contains("╮", "╰", "fleet.json", "+").doesNotContain("null");
        assertThat(picture.lines().filter(row -> row.contains("┤"))).hasSize(5);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() throws IOException {
        atDay(1, "import", file("fleet.json", FLEET.formatted("2026-10-05")));

        assertThat(CommandRun.at(day(2), "why", "Severs", "--data", data()).err())
                .contains("There is no device group named Severs; did you mean 'Servers'?");
        assertThat(CommandRun.at(day(2), "why", "--since", "soon", "--data", data())
                        .err())
                .contains("'soon' is no time such as 7d, 12h, 2w, 2026-10-01 or 2026-10-01T12:00:00Z");
        assertThat(CommandRun.at(day(2), "history", "--since", "1d", "--until", "2d", "--data", data())
                        .err())
                .contains("--since must not be later than --until");
        assertThat(CommandRun.at(day(2), "why", "--until", "2026-01-01", "--since", "2025-01-01", "--data", data())
                        .err())
                .contains("Nothing had been recorded until 2026-01-01T00:00:00Z");
    }

    private CommandRun atDay(int day, String... words) {
        String[] all =
                Stream.concat(Stream.of(words), Stream.of("--data", data())).toArray(String[]::new);
        CommandRun run = CommandRun.at(day(day), all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private static Instant day(int number) {
        return CommandRun.NOW.plus(Duration.ofDays(number));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

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

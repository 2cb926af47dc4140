package dev.lightmeter.server.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportHistoryTest {

    private static final String IMPORTS = "/lightmeter/v1/imports";

    @TempDir
    private Path folder;

    @Test
    void remembersWhatCameInAndWhatBecameOfIt() {
        try (Installed installed = Installed.in(folder)) {
            HttpResponse<String> uploaded = installed.post(IMPORTS + "?name=fleet.json", Installed.FLEET);
            HttpResponse<String> refused = installed.post(IMPORTS + "?name=notes.txt", "hello");
            assertThat(uploaded.headers().firstValue("location").orElse("")).endsWith(IMPORTS + "/1");
            assertThat(refused.statusCode()).isEqualTo(422);

            assertThat(installed.get(IMPORTS).body())
                    .isEqualTo("{\"imports\":["
                            + run(2, "notes.txt", "refused", 5, "\"reports\":0,\"feeds\":0,\"refused\":1")
                            + ","
                            + run(
                                    1,
                                    "fleet.json",
                                    "finished",
                                    Installed.FLEET.length(),
                                    "\"reports\":1,\"feeds\":0,\"refused\":0")
                            + "],\"nextLink\":null}");
            assertThat(installed.get(IMPORTS + "/1").body())
                    .startsWith("{\"id\":1,")
                    .endsWith(",\"result\":" + uploaded.body() + "}");
        }
        try (Installed again = Installed.in(folder)) {
            assertThat(again.get(IMPORTS + "/1").body()).contains("\"state\":\"finished\"", "\"findingsNew\":2");
        }
    }

    @Test
    void tellsWhatAFileWasTakenForAndWhatItsWeaknessesLack() {
        String fleet = """
                {"asOf": "2026-10-01", "weaknesses": [{"id": "CVE-2031-0001", "cvss": 9.8, "epss": 0.5},
                    {"id": "CVE-2031-0002", "cvss": 5.0}],
                 "devices": [{"id": "d", "name": "a", "findings": [{"cve": "CVE-2031-0001", "rec": "update-a"},
                    {"cve": "CVE-2031-0002", "rec": "update-a"}, {"cve": "CVE-2031-0003", "rec": "update-b"},
                    {"cve": "ADVISORY-1", "rec": "update-b"}, {"cve": "ADVISORY-1", "rec": "update-a"}]}]}
                """;
        String epss =
                "#model_version:v2031.01.01,score_date:2026-09-30T00:00:00Z\ncve,epss,percentile\nCVE-2031-0003,0.1,0.5\n";
        try (Installed installed = Installed.in(folder)) {
            installed.post(IMPORTS + "?name=epss.csv", epss);
            String answer = installed.post(IMPORTS + "?name=fleet.json", fleet).body();

            assertThat(answer)
                    .contains(
                            "\"format\":\"generic\",\"version\":\"\",\"recognisedBy\":[\"devices[].id\"]",
                            "\"bytes\":" + fleet.length() + ",\"milliseconds\":",
                            "\"weaknesses\":4,\"withoutCve\":1,\"withoutEpss\":2,\"withoutCvss\":2",
                            "\"records\":");
            assertThat(installed.get(IMPORTS + "/2").body()).endsWith(",\"result\":" + answer + "}");
        }
    }

    @Test
    void stillTellsAnUploadThatAnEarlierVersionRemembered() {
        String document = "{\"imports\":[{\"files\":[\"a\"],\"format\":\"trivy\",\"outcome\":\"report\"}]}";
        try (DuckDbStore store = DuckDbStore.open(folder, Clock.systemUTC())) {
            ImportRun run = store.journal().begin(Installed.NOW, Actor.COMMAND_LINE, "a", 7);
            store.journal().finish(run.finished(Installed.NOW, new ImportRun.Outcome(1, 0, 0), document));
        }
        try (Installed installed = Installed.in(folder)) {
            assertThat(installed.get(IMPORTS + "/1").body()).endsWith(",\"result\":" + document + "}");
        }
    }

    @Test
    void keepsTheCountsOfALongAnswerAndNotTheRowsThatWereLeftOut() throws IOException {
        String rows = ", {\"id\": \"\"}".repeat(100);
        Path file = Files.writeString(folder.resolve("fleet.json"), "{\"devices\": [{\"id\": \"good\"}" + rows + "]}");
        InputFile longName = new InputFile("n".repeat(200), file);
        try (DuckDbStore store = DuckDbStore.open(folder.resolve("data"), Clock.systemUTC())) {
            ImportRuns runs =
                    new ImportRuns(store, new AuditLog(store.journal(), Clock.systemUTC()), Clock.systemUTC());
            var ended = runs.run(
                    new FileImports(store),
                    Actor.COMMAND_LINE,
                    "all",
                    Collections.nCopies(60, longName),
                    Progress.NONE);

            assertThat(ImportDocument.toJson(ended.imports()).length).isGreaterThan(1 << 20);
            assertThat(store.journal()
                            .importRun(ended.run().number())
                            .orElseThrow()
                            .document())
                    .contains("\"skipped\":100", "\"skippedRows\":[]");
        }
    }

    @Test
    void takesAnUploadThatNobodyWaitsFor() {
        try (Installed installed = Installed.in(folder)) {
            HttpResponse<String> accepted = installed.post(IMPORTS + "?name=fleet.json&wait=false", Installed.FLEET);
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(accepted.body()).contains("\"id\":1", "\"state\":\"running\"");
            String path = URI.create(accepted.headers().firstValue("location").orElseThrow())
                    .getPath();
            await().untilAsserted(() -> assertThat(installed.get(path).body()).contains("\"state\":\"finished\""));
            assertThat(installed.get(path).body()).contains("\"devicesNew\":3");
            assertThat(installed.get("/api/exposureScore").body()).contains("\"score\":42.7505306");
            await().untilAsserted(() -> assertThat(folder.resolve("uploads")).isEmptyDirectory());
        }
    }

    @Test
    void listsUploadsInPages() {
        try (Installed installed = Installed.in(folder)) {
            for (int i = 1; i <= 3; i++) installed.post(IMPORTS + "?name=file-" + i, Installed.FLEET);
            assertThat(installed.get(IMPORTS + "?top=2").body())
                    .contains("file-3", "file-2", IMPORTS + "?top=2&before=2\"")
                    .doesNotContain("file-1");
            assertThat(installed.get(IMPORTS + "?top=2&before=2").body()).contains("file-1", "\"nextLink\":null");
        }
    }

    @Test
    void callsAnUploadInterruptedThatEndedWithItsProcess() {
        try (DuckDbStore store = DuckDbStore.open(folder, Clock.systemUTC())) {
            store.journal().begin(Installed.NOW, Actor.COMMAND_LINE, "lost.json", 7);
        }
        try (Installed installed = Installed.in(folder)) {
            assertThat(installed.get(IMPORTS + "/1").body())
                    .contains("\"state\":\"interrupted\"", "\"kind\":\"commandLine\"", "\"finishedAt\":null")
                    .endsWith("\"result\":null}");
        }
    }

    @Test
    void tellsOnlyThoseWhoSeeEverything() {
        try (Installed installed = Installed.withFleet(folder)) {
            assertThat(installed.get(IMPORTS, Installed.user("anna", "x")).statusCode())
                    .isEqualTo(403);
            assertThat(installed
                            .get(IMPORTS + "/1", Installed.user("anna", "x"))
                            .statusCode())
                    .isEqualTo(403);
            for (String id : new String[] {"9", "x", "-1", "99999999999999999999"}) {
                HttpResponse<String> unknown = installed.get(IMPORTS + "/" + id);
                assertThat(unknown.statusCode()).isEqualTo(404);
                assertThat(unknown.body()).contains("There is no upload with the id " + id);
            }
        }
    }

    private static String run(int id, String name, String state, int bytes, String counts) {
        return "{\"id\":" + id + ",\"name\":\"" + name + "\",\"state\":\"" + state + "\",\"bytes\":" + bytes
                + ",\"by\":{\"kind\":\"application\",\"appId\":\"admin-app\",\"objectId\":\"admin-object\",\"user\":\"\"},"
                + "\"startedAt\":\"2026-10-01T12:00:00Z\",\"finishedAt\":\"2026-10-01T12:00:00Z\",\"milliseconds\":0,"
                + counts + "}";
    }
}

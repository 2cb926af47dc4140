package dev.lightmeter.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in this process, driven as a script would drive it. */
class ServeCommandTest {

    private static final String FLEET = """
            {"weaknesses": [{"id": "CVE-1", "cvss": 9.8, "epss": 0.5, "kev": true}],
             "devices": [{"id": "one", "group": "Shop", "findings": [{"cve": "CVE-1", "rec": "update-a"}]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void tellsScriptsHowToReachItAndTakesImportsWhileItRuns() throws Exception {
        Path envFile = folder.resolve("lightmeter.env");
        String data = folder.resolve("data").toString();
        Path fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        Path second = Files.writeString(folder.resolve("second.json"), FLEET.replace("one", "two"));

        try (RunningCommand serve = RunningCommand.start(envFile, "serve", "--data", data)) {
            Map<String, String> env = serve.environment();
            assertThat(env).containsOnlyKeys("BASE", "TENANT", "CLIENT_ID", "CLIENT_SECRET");
            assertThat(get(env.get("BASE") + "/health", "")).contains("up");

            CommandRun imported = RunningCommand.beside("import", "--data", data, fleet.toString());
            assertThat(imported.exitCode()).as(imported.err()).isZero();
            assertThat(imported.out()).contains("generic");

            String groups = get(env.get("BASE") + "/api/exposureScore/ByMachineGroups", token(env));
            assertThat(JsonMapper.shared()
                            .readTree(groups)
                            .get("value")
                            .get(0)
                            .get("rbacGroupName")
                            .asString())
                    .isEqualTo("Shop");

            CommandRun both = RunningCommand.beside("import", "--data", data, fleet.toString(), second.toString());
            assertThat(both.exitCode()).as(both.err()).isZero();

            CommandRun explained = RunningCommand.beside("explain", "shop", "--data", data);
            assertThat(explained.exitCode()).as(explained.err()).isZero();
            assertThat(explained.out()).contains("update-a").contains("CVE-1").contains("together, the score");

            CommandRun doctor = RunningCommand.beside("doctor", "--data", data);
            assertThat(doctor.out()).contains("answers at " + env.get("BASE"));
        }
    }

    @Test
    void keepsTheClientOfAnEnvironmentFileOverARestart() throws Exception {
        Path envFile = folder.resolve("lightmeter.env");
        String data = folder.resolve("data").toString();
        String first;
        try (RunningCommand serve = RunningCommand.start(envFile, "serve", "--data", data)) {
            first = serve.environment().get("CLIENT_ID");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(envFile)))
                    .isEqualTo("rw-------");
        }
        try (RunningCommand serve = RunningCommand.start(envFile, "serve", "--data", data)) {
            assertThat(serve.environment()).containsEntry("CLIENT_ID", first);
            assertThat(token(serve.environment())).isNotEmpty();
        }
    }

    @Test
    void letsNobodyElseServeTheSameFolder() throws Exception {
        Path envFile = folder.resolve("lightmeter.env");
        String data = folder.resolve("data").toString();
        try (RunningCommand serve = RunningCommand.start(envFile, "serve", "--data", data)) {
            CommandRun second = CommandRun.of("serve", "--data", data, "--port", "0");

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .contains("is in use by process " + ProcessHandle.current().pid())
                    .contains(serve.environment().get("BASE"))
                    .doesNotContain("Exception");
        }
    }

    @Test
    void answersTheSameFromTheSameSeedAtTheSameTime() throws Exception {
        Path fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        String first = seeded(fleet, "first.env");
        assertThat(first)
                .contains("\"time\":\"2026-01-30T00:00:00Z\"", "\"rbacGroupName\":\"Shop\",\"rbacGroupId\":1")
                .contains("\"lastSeen\":\"2026-01-30T00:00:00Z\"", "\"startedAt\":\"2026-01-30T00:00:00Z\"");
        assertThat(seeded(fleet, "second.env")).isEqualTo(first);
    }

    /** What a server that starts from a seed answers to the same questions, without its address. */
    private String seeded(Path fleet, String envFile) throws Exception {
        try (RunningCommand serve = RunningCommand.start(
                folder.resolve(envFile), "serve", "--fixed-time", "2026-01-30T00:00:00Z", "--seed", fleet.toString())) {
            Map<String, String> env = serve.environment();
            String token = token(env); // its times are real, or nobody would take it
            HttpRequest upload = HttpRequest.newBuilder(URI.create(env.get("BASE") + "/lightmeter/v1/imports"))
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(FLEET.replace("one", "two")))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(upload, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
            StringBuilder answers = new StringBuilder();
            for (String path : List.of(
                    "/api/exposureScore",
                    "/api/exposureScore/ByMachineGroups",
                    "/api/machines",
                    "/lightmeter/v1/deviceGroups")) {
                answers.append(get(env.get("BASE") + path, token)).append('\n');
            }
            String imports = get(env.get("BASE") + "/lightmeter/v1/imports", token);
            answers.append(imports.replaceAll("\"(appId|objectId)\":\"[^\"]*\"", ""));
            return answers.toString().replace(env.get("BASE"), "");
        }
    }

    @Test
    void sowsOnlyIntoAnEmptyFolderAndOnlyWhatItCanRead() throws Exception {
        String data = folder.resolve("data").toString();
        Path fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        assertThat(CommandRun.of("import", "--data", data, fleet.toString()).exitCode())
                .isZero();
        CommandRun full = CommandRun.of("serve", "--port", "0", "--data", data, "--seed", fleet.toString());
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.err()).contains("a seed needs an empty data folder: name another one with --data, or none");

        Path notes = Files.writeString(folder.resolve("notes.txt"), "hello");
        CommandRun refused = CommandRun.of("serve", "--port", "0", "--seed", notes.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("notes.txt").doesNotContain("Exception");
        CommandRun absent = CommandRun.of("serve", "--port", "0", "--seed", "nowhere.json");
        assertThat(absent.err()).contains("nowhere.json cannot be read: there is no such file");
        CommandRun time = CommandRun.of("serve", "--port", "0", "--fixed-time", "yesterday");
        assertThat(time.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAPortThatIsNone() {
        CommandRun run = CommandRun.of("serve", "--data", folder.resolve("data").toString(), "--port", "70000");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("lightmeter: a port must lie in 0..65535, got 70000");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void printsATokenThatTheServerTakes() throws Exception {
        Path envFile = folder.resolve("lightmeter.env");
        String data = folder.resolve("data").toString();
        try (RunningCommand serve = RunningCommand.start(envFile, "serve", "--data", data)) {
            String token = RunningCommand.beside("token", "--data", data).out().strip();

            assertThat(get(serve.environment().get("BASE") + "/api/exposureScore", token))
                    .contains("score");
        }
    }

    private static String token(Map<String, String> env) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(env.get("BASE") + "/" + env.get("TENANT") + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + env.get("CLIENT_ID")
                        + "&client_secret=" + env.get("CLIENT_SECRET")
                        + "&scope=https://api.securitycenter.microsoft.com/.default"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode answer = JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
            return answer.path("access_token").asString("");
        }
    }

    private static String get(String address, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}

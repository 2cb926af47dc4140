package dev.lightmeter.cli.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatementCommandTest {

    private static final String FLEET = """
            {"asOf": "2026-10-01", "weaknesses": [
               {"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true}],
             "devices": [
               {"id": "a", "group": "Servers", "findings": [{"cve": "CVE-2026-0001", "rec": "update-a"}]},
               {"id": "b", "group": "Servers", "daysSinceAssessed": 40},
               {"id": "c", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": false}]}]}
            """;
    private static final String EPSS =
            "#model_version:v2025.03.14,score_date:2026-10-01T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,0.40000,0.97\n";

    @TempDir
    Path folder;

    private String data = "";
    private Path fleet = Path.of("");
    private Path epss = Path.of("");
    private Path statement = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void sign() throws IOException {
        data = folder.resolve("data").toString();
        fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        epss = Files.writeString(folder.resolve("epss.csv"), EPSS);
        statement = folder.resolve("scores.dsse.json");
        key = folder.resolve("key.pem");
        CommandRun.of("import", "--data", data, epss.toString(), fleet.toString());
        CommandRun made = CommandRun.of("statement", "create", "--data", data, "--out", statement.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        Files.writeString(key, CommandRun.of("statement", "key", "--data", data).out());
    }

    @Test
    void tellsTheScoresAndWhatTheyRestOn() throws IOException {
        JsonNode told = payload();
        assertThat(told.path("_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        JsonNode predicate = told.path("predicate");
        assertThat(told.path("subject").get(0).path("digest").path("sha256"))
                .isEqualTo(predicate.path("fleet").path("digest").path("sha256"));
        assertThat(predicate.path("organisation").path("score").asString()).matches("[0-9]+\\.[0-9]{9}");
        assertThat(predicate.path("groups").findValuesAsString("name")).containsExactly("Laptops", "Servers");
        assertThat(predicate.path("groups").get(1).path("stale").asInt()).isEqualTo(1);
        assertThat(predicate.path("feeds").get(0).path("model").asString()).isEqualTo("v2025.03.14");
    }

    @Test
    void isVerifiedWithTheKeyOfItsInstallationAndNoOther() throws IOException {
        CommandRun good = verify();
        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).startsWith("signed by ").contains("as of 2026-10-05T12:00:00Z, 3 devices, model 1.0");

        String other = folder.resolve("other").toString();
        CommandRun.of("import", "--data", other, fleet.toString());
        Files.writeString(
                key, CommandRun.of("statement", "key", "--data", other).out());
        CommandRun bad = verify();
        assertThat(bad.exitCode()).isEqualTo(4);
        assertThat(bad.err()).contains("has not signed this");
    }

    @Test
    void keepsItsKey() {
        assertThat(CommandRun.of("statement", "key", "--data", data).out())
                .isEqualTo(CommandRun.of("statement", "key", "--data", data).out())
                .startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    void isRecomputedFromItsInputsInAnyOrder() {
        CommandRun same = verify("--recompute", fleet.toString(), epss.toString());
        assertThat(same.out()).as(same.err()).contains("recomputed: every number is the same");
        assertThat(same.exitCode()).isZero();
        assertThat(verify("--recompute", epss.toString(), fleet.toString()).exitCode())
                .isZero();
    }

    @Test
    void isRefusedWhereTheInputsGiveOtherNumbers() throws IOException {
        Files.writeString(
                fleet, FLEET.replace("\"devices\": [", "\"devices\": [{\"id\": \"d\", \"group\": \"Laptops\"},"));
        CommandRun other = verify("--recompute", fleet.toString(), epss.toString());
        assertThat(other.exitCode()).isEqualTo(4);
        assertThat(other.out()).contains("predicate.fleet.devices: stated 3, recomputed 4");
        assertThat(other.err()).contains("these inputs give other numbers");
        Files.writeString(fleet, FLEET);
        Files.writeString(epss, EPSS.replace("0.40000", "0.40001"));
        assertThat(verify("--recompute", fleet.toString(), epss.toString()).out())
                .contains("predicate.facts.digest.sha256: stated ");
    }

    @Test
    void refusesWhatIsNoStatementAndNoKey() throws IOException {
        Files.writeString(
                statement,
                new JsonMapper().readTree(Files.readString(statement)).toPrettyString());
        assertThat(verify().err()).contains("not an envelope as Lightmeter writes it, byte for byte");
        Files.writeString(key, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        assertThat(verify().err()).contains("holds no public Ed25519 key");
        assertThat(verify().exitCode()).isEqualTo(1);
    }

    private JsonNode payload() throws IOException {
        JsonNode envelope = new JsonMapper().readTree(Files.readString(statement));
        return new JsonMapper()
                .readTree(Base64.getDecoder().decode(envelope.path("payload").asString()));
    }

    private CommandRun verify(String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"statement", "verify", statement.toString(), "--key", key.toString()}, 5 + more.length);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }
}

package dev.lightmeter.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every worked case as a file of the generic format, through the command, to the last digit. */
class GoldenFilesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    static Stream<Named<JsonNode>> cases() throws IOException {
        // not through a test jar of core: the launcher builds without any tests, and so without test jars
        try (InputStream file = Files.newInputStream(Path.of("../core/src/test/resources/golden-vectors.json"))) {
            return StreamSupport.stream(JSON.readTree(file).get("cases").spliterator(), false)
                    .map(golden -> Named.of(golden.get("name").asString(), golden));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresTheGroupToTheLastDigit(JsonNode golden) throws IOException {
        JsonNode group = score(golden).get("organisation");
        JsonNode expected = golden.get("expected").get("group");

        assertThat(group.get("a").asLong()).as("a").isEqualTo(expected.get("A").asLong());
        assertThat(group.get("w").asLong()).as("w").isEqualTo(expected.get("W").asLong());
        for (String field : new String[] {"score", "level", "scored", "unknown", "coverage", "bounds", "tail5"}) {
            assertThat(group.get(field)).as(field).isEqualTo(expected.get(field));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsTheImpactOfEveryRecommendationLargestFirst(JsonNode golden) throws IOException {
        JsonNode recommendations = score(golden).get("organisation").get("recommendations");
        Map<String, String> told = new TreeMap<>();
        recommendations.forEach(each ->
                told.put(each.get("id").asString(), each.get("exposureImpact").asString()));
        // several at once is a question that no recommendation answers, so these are of no interest here
        Map<String, String> expected = golden.get("expected")
                .get("group")
                .get("exposure_impact")
                .propertyStream()
                .filter(each -> !each.getKey().contains("+"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().asString()));

        assertThat(told).containsAllEntriesOf(expected);
        assertThat(StreamSupport.stream(recommendations.spliterator(), false)
                        .map(each ->
                                Double.parseDouble(each.get("exposureImpact").asString())))
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresEveryDeviceToTheLastDigit(JsonNode golden) throws IOException {
        Map<String, JsonNode> devices = new TreeMap<>();
        score(golden)
                .get("devices")
                .forEach(device -> devices.put(device.get("id").asString(), device));

        golden.get("expected").get("devices").propertyStream().forEach(each -> {
            JsonNode device = devices.get(each.getKey());
            JsonNode expected = each.getValue();
            assertThat(device).as(each.getKey()).isNotNull();
            assertThat(device.get("state").asString())
                    .isEqualTo(expected.get("state").asString());
            if (!expected.get("state").asString().equals("scored")) {
                assertThat(device.get("score").isNull()).isTrue();
                assertThat(device.get("level").isNull()).isTrue();
            } else {
                assertThat(device.get("hazardNano").asLong())
                        .isEqualTo(expected.get("H_nano").asLong());
                assertThat(device.get("score")).isEqualTo(expected.get("score"));
                assertThat(device.get("level")).isEqualTo(expected.get("level"));
            }
        });
        assertThat(devices).hasSize(golden.get("devices").size());
    }

    private JsonNode score(JsonNode golden) throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.set("asOf", golden.get("as_of"));
        report.set("weaknesses", golden.get("vulns"));
        report.set("devices", golden.get("devices"));
        Path file = Files.writeString(folder.resolve("golden.json"), report.toString());
        CommandRun run = CommandRun.of("score", "--format", "json", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }
}

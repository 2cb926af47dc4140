package dev.lightmeter.core.score;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One worked case of {@code golden-vectors.json}: a small fleet and every integer that must come out. */
public record GoldenCase(
        String name, LocalDate day, Map<String, ThreatFacts> threats, List<Assessed> devices, JsonNode expected) {

    /** All cases of the file, in its order. */
    public static List<GoldenCase> all() throws Exception {
        try (InputStream file = Objects.requireNonNull(GoldenCase.class.getResourceAsStream("/golden-vectors.json"))) {
            return list(JsonMapper.shared().readTree(file).get("cases"))
                    .map(GoldenCase::of)
                    .toList();
        }
    }

    public ThreatFacts facts(String weakness) {
        return threats.getOrDefault(weakness, ThreatFacts.unknown(weakness));
    }

    public ExposureModel model() {
        return new ExposureModel(Parameters.DEFAULT, this::facts, day);
    }

    @Override
    public String toString() {
        return name;
    }

    private static GoldenCase of(JsonNode json) {
        LocalDate day = LocalDate.parse(json.get("as_of").asString());
        Map<String, ThreatFacts> threats = new LinkedHashMap<>();
        list(json.get("vulns")).map(GoldenCase::threatFacts).forEach(facts -> threats.put(facts.weakness(), facts));
        List<Assessed> devices =
                list(json.get("devices")).map(device -> assessed(device, day)).toList();
        return new GoldenCase(json.get("name").asString(), day, threats, devices, json.get("expected"));
    }

    private static ThreatFacts threatFacts(JsonNode json) {
        return new ThreatFacts(
                json.get("id").asString(),
                Decimals.scaled(text(json, "epss"), 5, 100_000).orElse(ThreatFacts.MISSING),
                Decimals.scaled(text(json, "cvss"), 1, 100).orElse(ThreatFacts.MISSING),
                Severity.parse(Objects.requireNonNullElse(text(json, "severity"), "unknown")),
                AttackVector.parse(Objects.requireNonNullElse(text(json, "av"), "")),
                new Evidence(
                        flag(json, "kev"),
                        flag(json, "kev_ransomware"),
                        flag(json, "exploit_in_kit"),
                        flag(json, "exploit_verified"),
                        flag(json, "public_exploit")),
                flag(json, "rejected"),
                EndOfSupport.parse(Objects.requireNonNullElse(text(json, "eos"), "")));
    }

    private static Assessed assessed(JsonNode json, LocalDate day) {
        String id = json.get("id").asString();
        JsonNode age = json.get("days_since_assessed");
        Device device = new Device(
                id,
                id,
                List.of(),
                "",
                "",
                DeviceValue.parse(Objects.requireNonNullElse(text(json, "value"), "Normal"))
                        .orElseThrow(),
                flag(json, "internet_facing"),
                flag(json, "excluded"),
                age == null || age.isNull() ? null : day.minusDays(age.asInt()),
                null,
                list(json.get("config"))
                        .map(control -> new Control(
                                control.get("id").asString(),
                                control.get("weight").asInt(),
                                control.get("failed").asBoolean()))
                        .toList());
        return new Assessed(
                device, list(json.get("findings")).map(GoldenCase::finding).toList());
    }

    private static Finding finding(JsonNode json) {
        JsonNode exception = json.get("exception");
        RemediationException decision = exception == null
                ? null
                : new RemediationException(
                        Justification.parse(exception.get("type").asString()).orElseThrow(), expiry(exception));
        return new Finding(
                json.get("cve").asString(),
                new FindingPath(
                        Software.UNKNOWN,
                        Objects.requireNonNullElse(text(json, "rec"), ""),
                        FindingStatus.parse(Objects.requireNonNullElse(text(json, "status"), "open"))
                                .orElseThrow(),
                        flag(json, "alert"),
                        decision));
    }

    private static @Nullable LocalDate expiry(JsonNode exception) {
        String text = text(exception, "expires");
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static boolean flag(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value != null && value.asBoolean();
    }

    private static Stream<JsonNode> list(@Nullable JsonNode json) {
        return json == null ? Stream.of() : json.valueStream();
    }
}

package dev.lightmeter.core.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.FleetOf;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final Assessed A = device("a", "x", "CVE-1", "CVE-2");
    private static final Assessed B = device("b", "y", "CVE-2");

    @Test
    void doNotShowTheOrderInWhichThingsCame() {
        assertThat(of(0, A, B)).isEqualTo(of(0, B, A));
        assertThat(of(0, device("a", "x", "CVE-2", "CVE-1"), B)).isEqualTo(of(0, A, B));
    }

    @Test
    void differWhereADeviceDiffers() {
        Digest known = of(0, A, B).fleet();
        assertThat(of(0, A).fleet()).isNotEqualTo(known);
        assertThat(of(0, A, device("b", "y")).fleet()).isNotEqualTo(known);
        assertThat(of(0, A, device("c", "y", "CVE-2")).fleet()).isNotEqualTo(known);
        assertThat(of(0, device("a", "x", "CVE-1"), device("b", "y", "CVE-2", "CVE-2"))
                        .fleet())
                .isNotEqualTo(known);
    }

    @Test
    void doNotDependOnWhatPeopleCallADevice() {
        assertThat(of(0, A, device("b", "another name", "CVE-2")).fleet())
                .isEqualTo(of(0, A, B).fleet());
    }

    @Test
    void differWhereAFactDiffersThatTheFleetRestsOn() {
        Fingerprints known = of(0, A, B);
        assertThat(known.weaknesses()).isEqualTo(2);
        assertThat(of(1, A, B).facts()).isNotEqualTo(known.facts());
        assertThat(of(1, A, B).fleet()).isEqualTo(known.fleet());
        // CVE-1 is the one that differs, and nobody has it here
        assertThat(of(1, B).facts()).isEqualTo(of(0, B).facts());
    }

    @Test
    void tellEveryConstantOfTheModel() {
        Parameters other = new Parameters(
                "1.0",
                200,
                10,
                200,
                Parameters.DEFAULT.floors(),
                Parameters.DEFAULT.priorP5(),
                Parameters.DEFAULT.labelImpactPct(),
                30_000,
                10_000,
                70,
                Parameters.DEFAULT.residualPct(),
                250_000_000,
                new Parameters.Weights(3, 4, 21),
                30,
                5,
                Parameters.DEFAULT.hidesExceptedWeaknesses());
        assertThat(Fingerprints.parameters(other)).isNotEqualTo(Fingerprints.parameters(Parameters.DEFAULT));
        // changes with every constant: docs/statement.md promises that the same model keeps its digest
        assertThat(Fingerprints.parameters(Parameters.DEFAULT).hex())
                .isEqualTo("fc50d9069b1e05f8eacd4a37a1019499b99d7e58dd99cec40dc171bfe5c3fb67");
    }

    private static Fingerprints of(int epss, Assessed... devices) {
        FleetOf fleet = new FleetOf(Map.of("CVE-1", facts("CVE-1", epss), "CVE-2", facts("CVE-2", 7)));
        return Fingerprints.of(
                new Scorer(Parameters.DEFAULT).score(fleet.fleet(List.of(devices)), fleet.threats(), NOW));
    }

    private static ThreatFacts facts(String weakness, int epss) {
        return new ThreatFacts(
                weakness, epss, 98, Severity.UNKNOWN, AttackVector.NETWORK, Evidence.NONE, false, EndOfSupport.NO);
    }

    private static Assessed device(String id, String name, String... weaknesses) {
        Device device = new Device(
                id,
                name,
                List.of(),
                "",
                "",
                DeviceValue.NORMAL,
                false,
                false,
                LocalDate.parse("2026-09-30"),
                "G",
                List.of());
        return new Assessed(
                device,
                Arrays.stream(weaknesses)
                        .map(weakness -> new Finding(weakness, FindingPath.open(new Software("v", "p", "1"), "update")))
                        .toList());
    }
}

package dev.lightmeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreatFactsTest {

    private static final Evidence KEV = new Evidence(true, false, false, false, false);
    private static final Evidence PUBLIC = new Evidence(false, false, false, false, true);

    @Test
    void takesTheWorstOfEachFactFromSourcesOfOneRank() {
        ThreatFacts mild = facts(100, 98, Severity.LOW, AttackVector.LOCAL, KEV, true, EndOfSupport.APPLICATION);
        ThreatFacts harsh =
                facts(200, 51, Severity.HIGH, AttackVector.NETWORK, PUBLIC, false, EndOfSupport.OPERATING_SYSTEM);

        assertThat(mild.worst(harsh))
                .isEqualTo(harsh.worst(mild))
                .isEqualTo(facts(
                        200,
                        98,
                        Severity.HIGH,
                        AttackVector.NETWORK,
                        KEV.and(PUBLIC),
                        false,
                        EndOfSupport.OPERATING_SYSTEM));
    }

    @Test
    void neverLetsIgnoranceHideWhatTheOtherSourceKnows() {
        ThreatFacts known =
                facts(1, 20, Severity.MEDIUM, AttackVector.PHYSICAL, PUBLIC, false, EndOfSupport.APPLICATION);

        assertThat(known.worst(ThreatFacts.unknown("CVE-2024-0001"))).isEqualTo(known);
        assertThat(ThreatFacts.unknown("CVE-2024-0001").worst(known)).isEqualTo(known);
    }

    @Test
    void countsAWeaknessAsRejectedOnlyIfBothSourcesSaySo() {
        ThreatFacts rejected = facts(1, 20, Severity.LOW, AttackVector.LOCAL, Evidence.NONE, true, EndOfSupport.NO);

        assertThat(rejected.worst(rejected).rejected()).isTrue();
        assertThat(rejected.worst(ThreatFacts.unknown("CVE-2024-0001")).rejected())
                .isFalse();
    }

    private static ThreatFacts facts(
            int epssP5,
            int cvssTenths,
            Severity severity,
            AttackVector vector,
            Evidence evidence,
            boolean rejected,
            EndOfSupport endOfSupport) {
        return new ThreatFacts("CVE-2024-0001", epssP5, cvssTenths, severity, vector, evidence, rejected, endOfSupport);
    }
}

package dev.lightmeter.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.decision.DecisionSubject.Recommendation;
import dev.lightmeter.core.decision.DecisionSubject.Weakness;
import dev.lightmeter.core.decision.ProductName.PackageUrl;
import dev.lightmeter.core.decision.ProductName.Plain;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.core.decision.RiskException.State;
import dev.lightmeter.core.score.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 1);
    private static final Act ACT = new Act(Instant.parse("2026-09-01T00:00:00Z"), "u-1", "Anna");
    private static final String CVE = "CVE-2026-0001";
    private static final Recommendation UPDATE = new Recommendation("va-_-acme-_-portal");
    private static final FindingPath PATH =
            FindingPath.open(new Software("acme", "portal", "1.0"), "va-_-acme-_-portal");
    private static final Device WEB = device("web-1");

    @Test
    void countsTheSmallerResidualAndOfEqualOnesTheLonger() {
        RiskException accepted = exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        RiskException short25 =
                exception(new Weakness(CVE), Justification.THIRD_PARTY_CONTROL, DecisionScope.GLOBAL, DAY);
        RiskException long25 =
                exception(UPDATE, Justification.ALTERNATE_MITIGATION, DecisionScope.GLOBAL, DAY.plusDays(9));
        assertThat(over(PATH, accepted).exception())
                .isEqualTo(new RemediationException(Justification.RISK_ACCEPTED, null));
        assertThat(over(PATH, accepted, short25).exception())
                .isEqualTo(new RemediationException(Justification.THIRD_PARTY_CONTROL, DAY));
        assertThat(over(PATH, short25, long25, accepted).exception())
                .isEqualTo(new RemediationException(Justification.ALTERNATE_MITIGATION, DAY.plusDays(9)));
    }

    @Test
    void leavesTheSmallerResidualThatTheSourceItselfSays() {
        FindingPath controlled = excepted(Justification.THIRD_PARTY_CONTROL, DAY);
        RiskException accepted = exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        assertThat(over(controlled, accepted)).isSameAs(controlled);
        assertThat(over(excepted(Justification.THIRD_PARTY_CONTROL, DAY.minusDays(1)), accepted)
                        .exception())
                .isEqualTo(new RemediationException(Justification.RISK_ACCEPTED, null));
    }

    @Test
    void holdsFromTheFirstDayThroughTheLast() {
        RiskException exception = new RiskException(
                UUID.randomUUID(),
                UPDATE,
                Justification.THIRD_PARTY_CONTROL,
                DecisionScope.GLOBAL,
                "",
                DAY,
                DAY.plusDays(1),
                ACT,
                null);
        assertThat(exception.on(DAY.minusDays(1))).isEqualTo(State.SCHEDULED);
        assertThat(exception.on(DAY)).isEqualTo(State.ACTIVE);
        assertThat(exception.on(DAY.plusDays(1))).isEqualTo(State.ACTIVE);
        assertThat(exception.on(DAY.plusDays(2))).isEqualTo(State.EXPIRED);
        assertThat(exception.cancelled(ACT).on(DAY)).isEqualTo(State.CANCELLED);
        for (LocalDate off : List.of(DAY.minusDays(1), DAY.plusDays(2))) {
            assertThat(Decisions.of(List.of(exception), List.of(), Parameters.DEFAULT, off)
                            .isEmpty())
                    .isTrue();
        }
        assertThat(Decisions.of(List.of(exception.cancelled(ACT)), List.of(), Parameters.DEFAULT, DAY)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void concernsOnlyDevicesOfItsGroupsAndIsSuspendedByAGlobalOne() {
        RiskException ofGroup =
                exception(UPDATE, Justification.THIRD_PARTY_CONTROL, DecisionScope.Groups.of(Set.of(3, 4)), null);
        RiskException global = exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        Decisions decisions = decisions(Parameters.DEFAULT, ofGroup);
        assertThat(decisions.over(WEB, 3, CVE, PATH).exception()).isNotNull();
        assertThat(decisions.over(WEB, 5, CVE, PATH)).isSameAs(PATH);
        assertThat(decisions.subjectsOfGroups()).containsExactly(UPDATE);

        Decisions suspended = decisions(Parameters.DEFAULT, ofGroup, global);
        assertThat(suspended.over(WEB, 3, CVE, PATH).exception())
                .isEqualTo(new RemediationException(Justification.RISK_ACCEPTED, null));
        assertThat(suspended.subjectsOfGroups()).isEmpty();
    }

    @Test
    void hidesAnExceptedWeaknessInParityOnly() {
        RiskException accepted = exception(new Weakness(CVE), Justification.NO_PATCH, DecisionScope.GLOBAL, null);
        assertThat(over(PATH, accepted).status()).isEqualTo(FindingStatus.OPEN);
        assertThat(decisions(Parameters.PARITY, accepted)
                        .over(WEB, 0, CVE, PATH)
                        .status())
                .isEqualTo(FindingStatus.HIDDEN);
        assertThat(decisions(Parameters.PARITY, accepted).over(WEB, 0, "CVE-2026-0002", PATH))
                .isSameAs(PATH);
    }

    @Test
    void letsTheNewestFittingStatementCount() {
        VexStatement older = statement(FindingStatus.NOT_AFFECTED, "portal", 1);
        VexStatement newer = statement(FindingStatus.AFFECTED, "portal", 2);
        VexStatement other = statement(FindingStatus.FIXED, "editor", 3);
        VexStatement asked = statement(FindingStatus.UNDER_INVESTIGATION, "portal", 4);
        assertThat(status(PATH, older)).isEqualTo(FindingStatus.NOT_AFFECTED);
        assertThat(status(PATH, newer, older, other)).isEqualTo(FindingStatus.AFFECTED);
        assertThat(status(PATH, older, asked)).isEqualTo(FindingStatus.UNDER_INVESTIGATION);
        assertThat(status(PATH, other)).isEqualTo(FindingStatus.OPEN);
        assertThat(status(PATH, older, statement(FindingStatus.FIXED, "portal", 1)))
                .as("of one time the last")
                .isEqualTo(FindingStatus.FIXED);
    }

    @Test
    void changesNoNumberWhileSomethingIsUnderInvestigation() {
        FindingPath fixed = new FindingPath(PATH.software(), PATH.recommendation(), FindingStatus.FIXED, false, null);
        assertThat(status(fixed, statement(FindingStatus.UNDER_INVESTIGATION, "portal", 1)))
                .isEqualTo(FindingStatus.FIXED);
    }

    @Test
    void fitsAStatementAboutAComponentOnlyInItsWhole() {
        VexStatement inImage = new VexStatement(
                CVE,
                FindingStatus.NOT_AFFECTED,
                List.of(new PackageUrl("oci", "", "shop", "", "2.0", "pkg:oci/shop?tag=2.0")),
                List.of(new Plain("portal")),
                "",
                Instant.EPOCH,
                "line 1");
        assertThat(inImage.isAbout(PATH.software(), device("registry.example.org/shop:2.0")))
                .isTrue();
        assertThat(inImage.isAbout(PATH.software(), device("registry.example.org/shop:1.0")))
                .isFalse();
        assertThat(inImage.isAbout(PATH.software(), WEB)).isFalse();
        assertThat(inImage.product()).isEqualTo("portal in pkg:oci/shop?tag=2.0");
    }

    @Test
    void countsAControlAsMetUnderACompensatingControlOnly() {
        List<Control> said = List.of(new Control("sca-1", 5, true), new Control("sca-2", 5, true));
        RiskException compensated =
                exception(new Recommendation("sca-1"), Justification.THIRD_PARTY_CONTROL, DecisionScope.GLOBAL, null);
        RiskException accepted =
                exception(new Recommendation("sca-2"), Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        assertThat(decisions(Parameters.DEFAULT, compensated, accepted).over(0, said))
                .containsExactly(new Control("sca-1", 5, Control.Result.EXCEPTED), new Control("sca-2", 5, true));
        assertThat(decisions(Parameters.DEFAULT, compensated, accepted).except("sca-2", 0))
                .isTrue();
        assertThat(decisions(Parameters.DEFAULT, compensated).except("sca-2", 0))
                .isFalse();
        assertThat(decisions(Parameters.DEFAULT, compensated).reasons(0, said.get(0)))
                .containsExactly(new Reason.Excepted(compensated));
        assertThat(decisions(Parameters.DEFAULT, accepted).over(0, said)).isSameAs(said);
    }

    @Test
    void takesAStatementOnAnAdvisoryForOneOnItsWeakness() {
        VexStatement onAdvisory = new VexStatement(
                "GHSA-1",
                FindingStatus.NOT_AFFECTED,
                List.of(new Plain("portal")),
                List.of(),
                "",
                Instant.EPOCH,
                "line 1");
        VexDocument document = document(onAdvisory);
        Aliases aliases = Aliases.of(List.of(new Aliases.Alias("GHSA-1", CVE)));
        Decisions decisions = Decisions.of(List.of(), List.of(document), aliases, Parameters.DEFAULT, DAY);
        assertThat(decisions.over(WEB, 0, CVE, PATH).status()).isEqualTo(FindingStatus.NOT_AFFECTED);
        assertThat(decisions.reasons(WEB, 0, CVE, PATH)).containsExactly(new Reason.Stated(document, onAdvisory));
        Decisions without = Decisions.of(List.of(), List.of(document), Parameters.DEFAULT, DAY);
        assertThat(without.over(WEB, 0, CVE, PATH)).isSameAs(PATH);
        assertThat(decisions.differencesFrom(without)).contains(new Weakness(CVE));
    }

    @Test
    void tellsEveryReason() {
        RiskException one = exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        RiskException two = exception(new Weakness(CVE), Justification.THIRD_PARTY_CONTROL, DecisionScope.GLOBAL, null);
        VexDocument document = document(statement(FindingStatus.AFFECTED, "portal", 1));
        Decisions decisions = Decisions.of(List.of(one, two), List.of(document), Parameters.DEFAULT, DAY);
        assertThat(decisions.reasons(WEB, 0, CVE, PATH))
                .containsExactly(
                        new Reason.Stated(document, document.statements().get(0)),
                        new Reason.Excepted(one),
                        new Reason.Excepted(two));
        assertThat(decisions.reasons(WEB, 0, "CVE-2026-0002", FindingPath.open(Software.UNKNOWN, "")))
                .isEmpty();
    }

    @Test
    void tellsWhatDiffersFromOtherDecisions() {
        RiskException one = exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, null);
        VexDocument document = document(statement(FindingStatus.AFFECTED, "portal", 1));
        Decisions both = Decisions.of(List.of(one), List.of(document), Parameters.DEFAULT, DAY);
        assertThat(both.differencesFrom(Decisions.of(List.of(one), List.of(document), Parameters.DEFAULT, DAY)))
                .isEmpty();
        assertThat(both.differencesFrom(Decisions.of(List.of(one), List.of(), Parameters.DEFAULT, DAY)))
                .containsExactly(new Weakness(CVE));
        assertThat(Decisions.of(List.of(), List.of(document), Parameters.DEFAULT, DAY)
                        .differencesFrom(both))
                .containsExactly(UPDATE);
        assertThat(both.differencesFrom(
                        Decisions.of(List.of(one), List.of(document), Parameters.DEFAULT, DAY.plusDays(1))))
                .as("another day")
                .containsExactly(UPDATE);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> exception(UPDATE, Justification.NO_PATCH, DecisionScope.GLOBAL, null))
                .hasMessage("only an exception for a CVE can be justified by the lack of a patch");
        assertThatThrownBy(() ->
                        exception(UPDATE, Justification.RISK_ACCEPTED, DecisionScope.GLOBAL, LocalDate.of(2026, 8, 1)))
                .hasMessage("an exception cannot end on 2026-08-01, before its first day 2026-09-01");
        assertThatThrownBy(() -> DecisionScope.Groups.of(Set.of()))
                .hasMessage("an exception needs at least one device group");
        assertThatThrownBy(() -> new Weakness(" ")).hasMessage("an exception needs the id of a weakness");
        assertThatThrownBy(() -> new Recommendation("")).hasMessage("an exception needs the id of a recommendation");
    }

    private static FindingPath over(FindingPath path, RiskException... exceptions) {
        return decisions(Parameters.DEFAULT, exceptions).over(WEB, 0, CVE, path);
    }

    private static Decisions decisions(Parameters parameters, RiskException... exceptions) {
        return Decisions.of(List.of(exceptions), List.of(), parameters, DAY);
    }

    private static FindingStatus status(FindingPath path, VexStatement... statements) {
        return Decisions.of(List.of(), List.of(document(statements)), Parameters.DEFAULT, DAY)
                .over(WEB, 0, CVE, path)
                .status();
    }

    private static RiskException exception(
            DecisionSubject subject, Justification justification, DecisionScope scope, @Nullable LocalDate lastDay) {
        return new RiskException(
                UUID.nameUUIDFromBytes(
                        (subject + justification.wire()).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                subject,
                justification,
                scope,
                "",
                LocalDate.of(2026, 9, 1),
                lastDay,
                ACT,
                null);
    }

    private static FindingPath excepted(Justification justification, LocalDate lastDay) {
        return new FindingPath(
                PATH.software(),
                PATH.recommendation(),
                FindingStatus.OPEN,
                false,
                new RemediationException(justification, lastDay));
    }

    private static VexDocument document(VexStatement... statements) {
        return new VexDocument("vex-1", "Acme", "1", Instant.EPOCH, "vex.json", List.of(statements));
    }

    private static VexStatement statement(FindingStatus status, String product, int second) {
        return new VexStatement(
                CVE,
                status,
                List.of(new Plain(product)),
                List.of(),
                "",
                Instant.ofEpochSecond(second),
                "line " + second);
    }

    private static Device device(String id) {
        return new Device(id, id, List.of(), "", "", DeviceValue.NORMAL, false, false, DAY, null, List.of());
    }
}

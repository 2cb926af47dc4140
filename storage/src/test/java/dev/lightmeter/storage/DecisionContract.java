package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with exceptions and with statements. */
public abstract class DecisionContract {

    private static final Instant EARLIER = Instant.parse("2026-01-01T10:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-01-02T10:00:00Z");
    private static final RiskException OF_GROUPS = new RiskException(
            UUID.fromString("00000000-0000-4000-8000-000000000002"),
            new DecisionSubject.Recommendation("va-_-acme-_-portal"),
            Justification.PLANNED_REMEDIATION,
            DecisionScope.Groups.of(Set.of(2, 7)),
            "after the \"sale\", Größe",
            LocalDate.of(2026, 2, 1),
            LocalDate.of(2026, 2, 28),
            new Act(EARLIER, "u-1", "anna@example.org"),
            null);
    private static final RiskException GLOBAL = new RiskException(
            UUID.fromString("00000000-0000-4000-8000-000000000001"),
            new DecisionSubject.Weakness("CVE-2031-0001"),
            Justification.NO_PATCH,
            DecisionScope.GLOBAL,
            "",
            LocalDate.of(2026, 1, 2),
            null,
            new Act(LATER, "", "command line"),
            null);

    private Store store;

    /** A store with nothing in it. */
    protected abstract Store newStore() throws Exception;

    /** The same store after its process ended and another one started. */
    protected abstract Store reopened(Store store);

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void knowsNoDecisionsAtFirst() {
        assertThat(store.exceptions().all()).isEmpty();
        assertThat(store.vex().all()).isEmpty();
    }

    @Test
    void keepsExceptionsWithAllThatIsSaidOfThemOldestFirst() {
        store.exceptions().keep(GLOBAL);
        store.exceptions().keep(OF_GROUPS);
        store = reopened(store);
        assertThat(store.exceptions().all()).containsExactly(OF_GROUPS, GLOBAL);
    }

    @Test
    void putsAnExceptionInThePlaceOfTheOneWithItsId() {
        store.exceptions().keep(OF_GROUPS);
        store.exceptions().keep(GLOBAL);
        RiskException cancelled = OF_GROUPS.cancelled(new Act(LATER, "u-2", "bert@example.org"));
        store.exceptions().keep(cancelled);
        store = reopened(store);
        assertThat(store.exceptions().all()).containsExactly(cancelled, GLOBAL);
    }

    @Test
    void keepsDocumentsWithTheirStatementsInTheirOrder() {
        VexDocument later = document("b", LATER, statement("CVE-2031-0002", FindingStatus.AFFECTED));
        VexDocument earlier = document(
                "a",
                EARLIER,
                statement("CVE-2031-0003", FindingStatus.NOT_AFFECTED),
                new VexStatement("CVE-2031-0001", FindingStatus.FIXED, List.of(), List.of(), "", EARLIER, ""));
        store.vex().keep(later);
        store.vex().keep(earlier);
        store = reopened(store);
        assertThat(store.vex().all()).containsExactly(earlier, later);
    }

    @Test
    void putsADocumentInThePlaceOfItsEarlierVersion() {
        store.vex()
                .keep(document(
                        "a",
                        EARLIER,
                        statement("CVE-2031-0001", FindingStatus.AFFECTED),
                        statement("CVE-2031-0002", FindingStatus.AFFECTED)));
        VexDocument newer = document("a", LATER, statement("CVE-2031-0001", FindingStatus.FIXED));
        VexDocument other = document("b", LATER);
        store.vex().keep(newer);
        store.vex().keep(other);
        store = reopened(store);
        assertThat(store.vex().all()).containsExactlyInAnyOrder(newer, other);
    }

    @Test
    void takesADocumentAwayWithItsStatements() {
        VexDocument gone = document("a", EARLIER, statement("CVE-2031-0001", FindingStatus.AFFECTED));
        VexDocument stays = document("b", EARLIER, statement("CVE-2031-0001", FindingStatus.FIXED));
        store.vex().keep(gone);
        store.vex().keep(stays);
        assertThat(store.vex().remove(gone.id())).isTrue();
        assertThat(store.vex().remove(gone.id())).isFalse();
        store = reopened(store);
        assertThat(store.vex().all()).containsExactly(stays);
        VexDocument back = document("a", EARLIER);
        store.vex().keep(back);
        assertThat(store.vex().all()).contains(back);
    }

    private static VexDocument document(String name, Instant writtenAt, VexStatement... statements) {
        return new VexDocument(name, "Acme Größe", "1.0", writtenAt, name + ".json", List.of(statements));
    }

    private static VexStatement statement(String weakness, FindingStatus status) {
        return new VexStatement(
                weakness,
                status,
                List.of(
                        new ProductName.PackageUrl(
                                "oci", "example", "shop", "sha256:12", "2.0", "pkg:oci/example/shop@sha256:12?tag=2.0"),
                        new ProductName.Plain("Shop 2.0")),
                List.of(new ProductName.Cpe("acme", "portal", "", "cpe:2.3:a:acme:portal:*:*:*:*:*:*:*:*")),
                "vulnerable_code_not_present",
                EARLIER,
                "line 12");
    }
}

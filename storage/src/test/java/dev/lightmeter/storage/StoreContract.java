package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every store does with the findings of reports. */
public abstract class StoreContract extends OpenedStore {

    @Test
    void startsWithoutDevicesAndWithTheGroupOfTheUnassigned() {
        assertThat(fleet()).isEmpty();
        assertThat(store.groups()).containsExactly(DeviceGroup.UNASSIGNED);
        assertThat(store.findings(0)).isEmpty();
        assertThat(store.threats().feeds()).isEmpty();
    }

    @Test
    void handsOutTheFindingsOfADeviceOrderedByWeaknessAndPath() {
        report("trivy", Kind.FULL, day(1), sink -> {
            sink.finding(ReportedFinding.present("web", HEARTBLEED, OPENSSL));
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_LESS_OLD));
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
        });

        FleetDevice web = only(fleet());
        assertThat(web.device().id()).isEqualTo("web");
        assertThat(web.device().name()).isEqualTo("web");
        assertThat(web.device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-01"));
        assertThat(web.weaknesses()).isSorted().hasSize(3);
        assertThat(open(web))
                .containsExactlyInAnyOrder(
                        HEARTBLEED + " openssl 1.0.1", LOG4SHELL + " log4j 2.14.0", LOG4SHELL + " log4j 2.14.1");
    }

    @Test
    void changesNothingWhenTheSameReportComesTwice() {
        Consumer<ReportSink> report = sink -> {
            sink.device(device("web")
                    .name("web.example.org")
                    .group("Servers", 7)
                    .controls(new Control("tls", 5, true))
                    .said());
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            sink.finding(ReportedFinding.present("db", HEARTBLEED, OPENSSL));
        };
        ReportReceipt first = report("trivy", Kind.FULL, day(1), report);
        List<String> before = state();

        ReportReceipt second = report("trivy", Kind.FULL, day(1), report);

        assertThat(first)
                .extracting(ReportReceipt::report, ReportReceipt::devicesNew, ReportReceipt::devicesKnown)
                .containsExactly(1L, 2, 0);
        assertThat(first)
                .extracting(ReportReceipt::findingsNew, ReportReceipt::findingsUnchanged, ReportReceipt::findingsFixed)
                .containsExactly(2, 0, 0);
        assertThat(first.touchedSlots()).containsExactly(0, 1);
        assertThat(second)
                .extracting(ReportReceipt::report, ReportReceipt::devicesNew, ReportReceipt::devicesKnown)
                .containsExactly(2L, 0, 2);
        assertThat(second)
                .extracting(ReportReceipt::findingsNew, ReportReceipt::findingsUnchanged, ReportReceipt::findingsFixed)
                .containsExactly(0, 2, 0);
        assertThat(second.touchedSlots()).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void takesWhatIsMissingFromAFullReportForFixed() {
        fullReport(day(1), "web", LOG4J_OLD, LOG4J_LESS_OLD);
        fullReport(day(2), "web", LOG4J_OLD, LOG4J_LESS_OLD);
        ReportReceipt receipt = fullReport(day(5), "web", LOG4J_OLD);

        assertThat(receipt.findingsFixed()).isEqualTo(1);
        assertThat(receipt.findingsUnchanged()).isEqualTo(1);
        assertThat(open(only(fleet()))).containsExactly(LOG4SHELL + " log4j 2.14.0");
        assertThat(periods(0))
                .containsExactly(
                        "log4j 2.14.0 trivy 2026-06-01..2026-06-05",
                        "log4j 2.14.1 trivy 2026-06-01..2026-06-02 fixed 2026-06-05");
    }

    @Test
    void fixesEverythingOnADeviceThatAFullReportAssessedAndFoundClean() {
        fullReport(day(1), "web", LOG4J_OLD);
        report("trivy", Kind.FULL, day(2), sink -> sink.device(device("web").said()));

        assertThat(only(fleet()).weaknesses()).isEmpty();
        assertThat(periods(0)).containsExactly("log4j 2.14.0 trivy 2026-06-01..2026-06-01 fixed 2026-06-02");
    }

    @Test
    void leavesDevicesAloneThatAFullReportDoesNotNameOrDidNotAssess() {
        fullReport(day(1), "web", LOG4J_OLD);
        fullReport(day(1), "db", LOG4J_OLD);
        fullReport(day(2), "web", LOG4J_OLD);
        ReportReceipt receipt = report(
                "trivy",
                Kind.FULL,
                day(3),
                sink -> sink.device(device("db").notAssessed().said()));

        assertThat(receipt.findingsFixed()).isZero();
        assertThat(fleet()).extracting(device -> device.weaknesses().length).containsExactly(1, 1);
        assertThat(fleet().get(1).device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-01"));
    }

    @Test
    void leavesTheFindingsOfOtherSourcesAlone() {
        fullReport(day(1), "web.example.org", LOG4J_OLD);
        report("grype", Kind.FULL, day(2), sink -> {
            sink.device(device("g-1").name("WEB.example.org.").said());
            sink.finding(ReportedFinding.present("g-1", LOG4SHELL, LOG4J_OLD));
            sink.finding(ReportedFinding.present("g-1", HEARTBLEED, OPENSSL));
        });
        assertThat(fleet()).hasSize(2); // the id of trivy's device is not its name

        report(
                "trivy",
                Kind.FULL,
                day(3),
                sink -> sink.device(
                        device("web.example.org").name("web.example.org").said()));
        assertThat(fleet().get(0).weaknesses()).isEmpty();
        assertThat(fleet().get(1).weaknesses()).hasSize(2);
    }

    @Test
    void countsAPathThatTwoSourcesReportOnce() {
        report("trivy", Kind.FULL, day(1), sink -> {
            sink.device(device("t-1").name("web.example.org").said());
            sink.finding(ReportedFinding.present("t-1", LOG4SHELL, LOG4J_OLD));
        });
        report("grype", Kind.FULL, day(2), sink -> {
            sink.device(device("g-1").name("Web.Example.org.").said());
            sink.finding(ReportedFinding.present("g-1", LOG4SHELL, LOG4J_OLD));
        });

        FleetDevice web = only(fleet());
        assertThat(web.weaknesses()).hasSize(1);
        assertThat(web.device().id()).isEqualTo("t-1");
        assertThat(web.device().name()).isEqualTo("Web.Example.org.");
        assertThat(web.device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-02"));
        assertThat(periods(0))
                .containsExactly(
                        "log4j 2.14.0 grype 2026-06-02..2026-06-02", "log4j 2.14.0 trivy 2026-06-01..2026-06-01");
    }

    @Test
    void addsAndClosesWhatADeltaReportNames() {
        fullReport(day(1), "web", LOG4J_OLD, LOG4J_LESS_OLD);
        ReportReceipt receipt = report("trivy", Kind.DELTA, day(3), sink -> {
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_OLD, Change.FIXED, null));
            sink.finding(new ReportedFinding("web", HEARTBLEED, OPENSSL, Change.PRESENT, null));
            sink.finding(new ReportedFinding("web", HEARTBLEED, LOG4J_OLD, Change.FIXED, null)); // never was there
        });

        assertThat(receipt)
                .extracting(ReportReceipt::findingsNew, ReportReceipt::findingsUnchanged, ReportReceipt::findingsFixed)
                .containsExactly(1, 0, 1);
        assertThat(open(only(fleet())))
                .containsExactlyInAnyOrder(LOG4SHELL + " log4j 2.14.1", HEARTBLEED + " openssl 1.0.1");
    }

    @Test
    void takesAPathForPresentThatADeltaReportCallsBoth() {
        report("trivy", Kind.DELTA, day(3), sink -> {
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_OLD, Change.FIXED, day(1)));
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_OLD, Change.PRESENT, null));
        });

        assertThat(open(only(fleet()))).containsExactly(LOG4SHELL + " log4j 2.14.0");
        assertThat(periods(0)).containsExactly("log4j 2.14.0 trivy 2026-06-03..2026-06-03");
    }

    @Test
    void believesTheSourceAboutTheFirstSightUnlessItLiesAfterTheReport() {
        report("trivy", Kind.FULL, day(10), sink -> {
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_OLD, Change.PRESENT, day(4)));
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_LESS_OLD, Change.PRESENT, day(20)));
            sink.finding(new ReportedFinding("web", LOG4SHELL, OPENSSL, Change.PRESENT, Instant.MIN));
        });
        report("trivy", Kind.FULL, day(11), sink -> {
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_OLD, Change.PRESENT, day(2)));
            sink.finding(new ReportedFinding("web", LOG4SHELL, LOG4J_LESS_OLD, Change.PRESENT, day(20)));
        });

        assertThat(periods(0))
                .containsExactly(
                        "log4j 2.14.0 trivy 2026-06-04..2026-06-11",
                        "log4j 2.14.1 trivy 2026-06-10..2026-06-11",
                        "openssl 1.0.1 trivy 0001-01-01..2026-06-10 fixed 2026-06-11");
    }

    @Test
    void keepsTheFirstSightOfAWeaknessWhenItsPathChangesVersion() {
        fullReport(day(1), "web", LOG4J_OLD);
        fullReport(day(5), "web", LOG4J_LESS_OLD);

        assertThat(periods(0))
                .containsExactly(
                        "log4j 2.14.0 trivy 2026-06-01..2026-06-01 fixed 2026-06-05",
                        "log4j 2.14.1 trivy 2026-06-01..2026-06-05");
    }

    @Test
    void opensAFindingAnewWhenItComesBack() {
        fullReport(day(1), "web", LOG4J_OLD);
        fullReport(day(2), "web");
        report(
                "trivy",
                Kind.FULL,
                day(7),
                sink -> sink.finding(new ReportedFinding(
                        "web", LOG4SHELL, LOG4J_OLD, Change.PRESENT, Instant.parse("2026-01-01T00:00:00Z"))));

        assertThat(periods(0))
                .containsExactly(
                        "log4j 2.14.0 trivy 2026-06-01..2026-06-01 fixed 2026-06-02",
                        "log4j 2.14.0 trivy 2026-06-02..2026-06-07");
    }

    @Test
    void ignoresAReportThatIsOlderThanWhatItsSourceSaidAboutTheDevice() {
        report("trivy", Kind.FULL, day(10), sink -> {
            sink.device(device("web").name("new name").said());
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
        });
        ReportReceipt receipt = report("trivy", Kind.FULL, day(5), sink -> {
            sink.device(device("web").name("old name").os("Old").said());
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_LESS_OLD));
            sink.finding(ReportedFinding.present("db", LOG4SHELL, LOG4J_OLD));
        });

        assertThat(receipt)
                .extracting(ReportReceipt::findingsNew, ReportReceipt::findingsUnchanged, ReportReceipt::findingsFixed)
                .containsExactly(1, 1, 0);
        assertThat(receipt.touchedSlots()).containsExactly(1);
        FleetDevice web = fleet().getFirst();
        assertThat(open(web)).containsExactly(LOG4SHELL + " log4j 2.14.0");
        assertThat(web.device().name()).isEqualTo("new name");
        assertThat(web.device().osPlatform()).isEmpty();
        assertThat(fleet().get(1).weaknesses()).hasSize(1);
    }

    @Test
    void readsFindingsThatAreOlderThanTheInventoryOfTheSameSource() {
        report(
                "defender",
                Kind.INVENTORY,
                day(10),
                sink -> sink.device(device("m-1").name("new name").said()));
        report("defender", Kind.FULL, day(9), sink -> {
            sink.device(device("m-1").name("old name").said());
            sink.finding(ReportedFinding.present("m-1", LOG4SHELL, LOG4J_OLD));
        });

        assertThat(only(fleet()).device().name()).isEqualTo("new name");
        assertThat(only(fleet()).weaknesses()).hasSize(1);
    }

    @Test
    void takesATimeToComeForNow() {
        report(
                "trivy",
                Kind.FULL,
                CLOCK.instant().plusSeconds(86_400 * 365),
                sink -> sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD)));
        ReportReceipt receipt = report(
                "trivy",
                Kind.FULL,
                CLOCK.instant(),
                sink -> sink.device(device("web").said()));

        assertThat(receipt.findingsFixed()).isEqualTo(1);
        assertThat(only(fleet()).device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-30"));
    }

    @Test
    void describesTheTimeOfImportIfTheReportTellsNone() {
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            report.commit();
        }

        assertThat(periods(0)).containsExactly("log4j 2.14.0 trivy 2026-06-30..2026-06-30");
    }

    @Test
    void describesTheLatestTimeThatAReportTells() {
        report("trivy", Kind.FULL, day(9), sink -> {
            sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            sink.reportedAt(day(3));
        });

        assertThat(periods(0)).containsExactly("log4j 2.14.0 trivy 2026-06-09..2026-06-09");
    }
}

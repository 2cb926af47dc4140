package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with devices and findings. */
public abstract class StoreContract {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-30T12:00:00Z"), ZoneOffset.UTC);

    static final String LOG4SHELL = "CVE-2021-44228";
    static final String HEARTBLEED = "CVE-2014-0160";
    static final FindingPath LOG4J_OLD = path("apache", "log4j", "2.14.0");
    static final FindingPath LOG4J_LESS_OLD = path("apache", "log4j", "2.14.1");
    static final FindingPath OPENSSL = path("openssl", "openssl", "1.0.1");

    protected Store store;

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

    @Test
    void recognisesADeviceByItsDnsNameOnlyIfTheSourceHasNoIdForItYet() {
        report("defender", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("m-1").name("web.example.org").said());
            sink.device(device("m-2").name("web.example.org").said());
        });
        report("trivy", Kind.FULL, day(2), sink -> {
            sink.device(device("t-3").name("web.example.org").said());
            sink.device(device("t-1").name("web.example.org").said());
            sink.device(device("t-2").name("web.example.org").said());
        });

        // both of defender are two devices; trivy's go with them in the order of their ids, and the third one is new
        assertThat(fleet()).extracting(device -> device.device().id()).containsExactly("m-1", "m-2", "t-3");
    }

    @Test
    void takesNoAddressVersionOrPlainWordForADnsName() {
        for (String name :
                List.of("web", "10.0.0.1", "app-1.2", "localhost.localdomain", "my.server name", "alpine:3.10")) {
            report(
                    "defender",
                    Kind.INVENTORY,
                    day(1),
                    sink -> sink.device(device("d " + name).name(name).said()));
            report(
                    "trivy",
                    Kind.FULL,
                    day(1),
                    sink -> sink.device(device("t " + name).name(name).said()));
        }

        assertThat(fleet()).hasSize(12);
    }

    @Test
    void givesEveryDeviceAnIdOfItsOwn() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));
        report("trivy", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("web").said());
            sink.device(device("trivy:web").said());
        });
        report(
                "grype",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));

        assertThat(fleet())
                .extracting(device -> device.device().id())
                .containsExactly("web", "trivy:web", "trivy:web#2", "grype:web");
    }

    @Test
    void keepsWhatANewerReportDoesNotSay() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web")
                        .name("web.example.org")
                        .os("Linux")
                        .tags("red", "blue")
                        .value(DeviceValue.HIGH)
                        .internetFacing(true)
                        .excluded(true)
                        .group("Servers", 7)
                        .said()));
        ReportReceipt receipt = report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("web").tags().internetFacing(false).said()));

        assertThat(receipt.touchedSlots()).containsExactly(0);
        var web = only(fleet()).device();
        assertThat(web.name()).isEqualTo("web.example.org");
        assertThat(web.osPlatform()).isEqualTo("Linux");
        assertThat(web.tags()).isEmpty();
        assertThat(web.value()).isEqualTo(DeviceValue.HIGH);
        assertThat(web.internetFacing()).isFalse();
        assertThat(web.excluded()).isTrue();
        assertThat(web.sourceGroup()).isEqualTo("Servers");
    }

    @Test
    void letsAnOlderReportOfAnotherSourceFillGapsButNotOverrule() {
        report(
                "defender",
                Kind.INVENTORY,
                day(10),
                sink -> sink.device(
                        device("m-1").name("web.example.org").os("Linux").said()));
        report(
                "trivy",
                Kind.FULL,
                day(5),
                sink -> sink.device(device("t-1")
                        .name("web.example.org")
                        .os("Windows")
                        .tags("blue")
                        .said()));

        assertThat(only(fleet()).device().osPlatform()).isEqualTo("Linux");
        assertThat(only(fleet()).device().tags()).containsExactly("blue");
    }

    @Test
    void putsTogetherWhatOneReportSaysAboutADeviceInSeveralPlaces() {
        report("defender", Kind.INVENTORY, day(10), sink -> {
            sink.device(device("m-1").name("newer").seenAt(day(9)).said());
            for (int i = 0; i < 100; i++) {
                sink.device(device("m-1")
                        .name("older")
                        .seenAt(day(3).plusSeconds(i))
                        .said());
            }
            sink.device(device("m-1").os("Linux").seenAt(day(1)).said());
        });

        assertThat(only(fleet()).device().name()).isEqualTo("newer");
        assertThat(only(fleet()).device().osPlatform()).isEqualTo("Linux");
    }

    @Test
    void makesNoDeviceAssessedByAnInventoryOfASourceThatReportsNoFindings() {
        report(
                "assets",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));

        assertThat(only(fleet()).device().assessedOn()).isNull();
    }

    @Test
    void believesTheInventoryOfASourceOnceItHasReportedFindings() {
        report("defender", Kind.INVENTORY, day(3), sink -> {
            sink.device(device("m-1").seenAt(day(2)).said());
            sink.device(device("m-2").notAssessed().said());
        });
        ReportReceipt receipt = report(
                "defender",
                Kind.FULL,
                day(4),
                sink -> sink.finding(ReportedFinding.present("m-3", LOG4SHELL, LOG4J_OLD)));

        assertThat(receipt.touchedSlots()).containsExactly(0, 2);
        assertThat(fleet())
                .extracting(device -> device.device().assessedOn())
                .containsExactly(LocalDate.parse("2026-06-02"), null, LocalDate.parse("2026-06-04"));

        ReportReceipt later = report(
                "defender",
                Kind.INVENTORY,
                day(8),
                sink -> sink.device(device("m-1").said()));
        assertThat(later.touchedSlots()).containsExactly(0);
        assertThat(fleet().getFirst().device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-08"));
    }

    @Test
    void ignoresFindingsInAnInventory() {
        report(
                "assets",
                Kind.INVENTORY,
                day(1),
                sink -> sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD)));

        assertThat(fleet()).isEmpty();
    }

    @Test
    void numbersGroupsAsTheirSourceDoesWhereTheNumberIsFree() {
        report("defender", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("m-1").group("Servers", 7).said());
            sink.device(device("m-2").group("Clients", 7).said());
            sink.device(device("m-3").group("Kiosks", null).said());
            sink.device(device("m-4").group("Unassigned", 0).said());
            sink.device(device("m-5").group("None", 9).said());
        });
        store.ensureGroups(List.of("Servers", "Printers", "UnassignedGroup"));

        assertThat(store.groups())
                .containsExactly(
                        DeviceGroup.UNASSIGNED,
                        new DeviceGroup(7, "Clients"),
                        new DeviceGroup(8, "Kiosks"),
                        new DeviceGroup(9, "Servers"),
                        new DeviceGroup(10, "Printers"));
        assertThat(fleet())
                .extracting(device -> device.device().sourceGroup())
                .containsExactly("Servers", "Clients", "Kiosks", null, null);
    }

    @Test
    void keepsHowTheOperatorArrangedTheGroups() {
        assertThat(store.arrangement()).isEqualTo(GroupArrangement.NONE);
        GroupArrangement arranged = arrangement();
        store.arrange(arranged);
        assertThat(store.arrangement()).isEqualTo(arranged);
        assertThat(store.groups())
                .extracting(DeviceGroup::name)
                .containsExactly("UnassignedGroup", "Servers", "Field", "Kiosks");

        store = reopened(store);
        assertThat(store.arrangement()).isEqualTo(arranged);
        store.arrange(arranged.without("Servers"));
        assertThat(store.arrangement()).isEqualTo(arranged.without("Servers"));
        assertThat(store.groups()).contains(new DeviceGroup(1, "Servers")); // nobody else gets its number
    }

    @Test
    void renamesAGroupAndKeepsItsNumber() {
        store.arrange(arrangement());
        store.renameGroup(1, " Data centre ");
        store = reopened(store);
        assertThat(store.groups()).contains(new DeviceGroup(1, "Data centre"));
        assertThat(store.arrangement()).isEqualTo(arrangement().renamed("Servers", "Data centre"));
        assertThat(store.arrangement().assignmentsOf("Data centre")).containsExactly("ops", "3f2b");
        assertThatThrownBy(() -> store.renameGroup(1, "Field"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a device group cannot be renamed to Field, the name is taken");
        assertThatThrownBy(() -> store.renameGroup(0, "Others"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no device group that could be renamed has the number 0");
        store.renameGroup(1, "Data Centre"); // another letter case of its own name
        assertThat(store.groups()).contains(new DeviceGroup(1, "Data Centre"));
    }

    private static GroupArrangement arrangement() {
        GroupRule servers =
                new GroupRule(Attribute.OS_PLATFORM, Operator.STARTS_WITH, List.of("windowsserver", "linux"));
        GroupRule production = new GroupRule(Attribute.TAG, Operator.EQUALS, List.of("prod"));
        GroupRule tested = new GroupRule(Attribute.TAG, Operator.EQUALS, List.of("test\n2"));
        GroupRule field = new GroupRule(Attribute.DOMAIN, Operator.ENDS_WITH, List.of("field.example"));
        return new GroupArrangement(
                new GroupRules(List.of(
                        new RankedGroup("Servers", List.of(servers, production, tested)),
                        new RankedGroup("Field", List.of(field)))),
                Map.of("Servers", "what must not stop"),
                Map.of(
                        "Servers",
                        List.of("ops", "3f2b"),
                        "UnassignedGroup",
                        List.of("admins"),
                        "Kiosks",
                        List.of("x")));
    }

    @Test
    void takesADeviceOutOfItsGroupWhenTheSourceSaysItHasNone() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("m-1").group("Servers", 7).said()));
        report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("m-1").said()));
        assertThat(only(fleet()).device().sourceGroup()).isEqualTo("Servers");
        report(
                "defender",
                Kind.INVENTORY,
                day(3),
                sink -> sink.device(device("m-1").group("None", 0).said()));
        assertThat(only(fleet()).device().sourceGroup()).isNull();
    }

    @Test
    void replacesTheControlsOfASourceAsAWholeAndShowsTheWorstOfAllSources() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("m-1")
                        .name("web.example.org")
                        .controls(
                                new Control("tls", 5, false),
                                new Control("disk", 3, true),
                                new Control("tls", 4, false))
                        .said()));
        report(
                "audit",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("a-1")
                        .name("web.example.org")
                        .controls(new Control("tls", 2, true))
                        .said()));
        assertThat(only(fleet()).device().controls())
                .containsExactly(new Control("disk", 3, true), new Control("tls", 2, true));

        report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("m-1").said()));
        assertThat(only(fleet()).device().controls()).hasSize(2);

        ReportReceipt receipt = report(
                "defender",
                Kind.INVENTORY,
                day(3),
                sink -> sink.device(
                        device("m-1").controls(new Control("tls", 5, false)).said()));
        assertThat(receipt.touchedSlots()).containsExactly(0);
        assertThat(only(fleet()).device().controls()).containsExactly(new Control("tls", 2, true));

        report(
                "audit",
                Kind.INVENTORY,
                day(4),
                sink -> sink.device(device("a-1").controls().said()));
        assertThat(only(fleet()).device().controls()).containsExactly(new Control("tls", 5, false));
    }

    @Test
    void leavesNoTraceOfAReportThatWasNotCommitted() {
        fullReport(day(1), "web", LOG4J_OLD);
        List<String> before = state();
        try (ReportTransaction report = store.beginReport(new ReportHeader("grype", Kind.FULL))) {
            report.device(device("db").group("Databases", 3).said());
            report.finding(ReportedFinding.present("db", HEARTBLEED, OPENSSL));
            assertThat(state()).isEqualTo(before);
        }

        assertThat(state()).isEqualTo(before);
        store = reopened(store);
        assertThat(state()).isEqualTo(before);
        ReportReceipt receipt = report(
                "grype", Kind.FULL, day(2), sink -> sink.finding(ReportedFinding.present("db", HEARTBLEED, OPENSSL)));
        assertThat(receipt.report()).isEqualTo(2);
        assertThat(receipt.touchedSlots()).containsExactly(1);
        store = reopened(store);
        assertThat(open(fleet().get(1))).containsExactly(HEARTBLEED + " openssl 1.0.1");
    }

    @Test
    void refusesToCommitTwice() {
        try (ReportTransaction report = store.beginReport(new ReportHeader("grype", Kind.FULL))) {
            report.commit();
            assertThatThrownBy(report::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this report has ended");
        }
    }

    @Test
    void letsTheSecondReportWaitForTheFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<ReportReceipt> second = new AtomicReference<>();
        Thread other;
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            other = Thread.ofVirtual().start(() -> {
                begun.countDown();
                second.set(fullReport(day(2), "db", LOG4J_OLD));
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            report.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            assertThat(report.commit().report()).isEqualTo(1);
        }
        other.join(10_000);
        assertThat(second.get().report()).isEqualTo(2);
        assertThat(fleet()).hasSize(2);
    }

    @Test
    void takesInOneReportFromSeveralThreads() throws Exception {
        int threads = 4;
        int each = 5_000;
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.reportedAt(day(1));
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int part = t;
                running.add(Thread.ofPlatform().start(() -> {
                    for (int i = part; i < threads * each; i += threads) {
                        report.finding(ReportedFinding.present("d" + i % 100, "CVE-2020-" + i / 100, LOG4J_OLD));
                    }
                }));
            }
            for (Thread thread : running) thread.join();
            assertThat(report.commit().findingsNew()).isEqualTo(threads * each);
        }

        assertThat(fleet()).hasSize(100).allSatisfy(device -> assertThat(open(device))
                .hasSize(200)
                .allSatisfy(finding -> assertThat(finding).endsWith("log4j 2.14.0")));
        assertThat(fleet()).extracting(device -> device.device().id()).isSorted();
    }

    @Test
    void handsOutTheChosenDevicesInTheOrderOfTheirSlots() {
        report("trivy", Kind.FULL, day(1), sink -> {
            for (int i = 0; i < 10; i++) {
                sink.finding(ReportedFinding.present("d" + i, LOG4SHELL, LOG4J_OLD));
                sink.finding(ReportedFinding.present("d" + i, "CVE-2020-" + i, LOG4J_OLD));
            }
        });
        List<FleetDevice> chosen = new ArrayList<>();
        store.forEachDevice(new int[] {7, 2, 7, 99, -1}, chosen::add);

        assertThat(chosen).extracting(FleetDevice::slot).containsExactly(2, 7);
        assertThat(open(chosen.getFirst()))
                .containsExactlyInAnyOrder(LOG4SHELL + " log4j 2.14.0", "CVE-2020-2 log4j 2.14.0");
        List<FleetDevice> none = new ArrayList<>();
        store.forEachDevice(new int[0], none::add);
        assertThat(none).isEmpty();
    }

    @Test
    void isTheSameAfterItWasClosedAndOpened() {
        report("defender", Kind.FULL, day(1), sink -> {
            sink.device(device("m-1")
                    .name("web.example.org")
                    .os("Linux")
                    .tags("a", "b")
                    .group("Servers", 7)
                    .value(DeviceValue.LOW)
                    .controls(new Control("tls", 5, true))
                    .said());
            sink.finding(ReportedFinding.present("m-1", LOG4SHELL, LOG4J_OLD));
        });
        fullReport(day(2), "db", LOG4J_LESS_OLD);
        fullReport(day(3), "db");
        List<String> before = state();

        store = reopened(store);

        assertThat(state()).isEqualTo(before);
        assertThat(fullReport(day(4), "db", OPENSSL).report()).isEqualTo(4);
    }

    @Test
    void keepsNamesThatNoDiskCanHoldApart() {
        report("trivy", Kind.FULL, day(1), sink -> {
            sink.device(device("a\uD800").name("n\0n").tags("two\nlines").said());
            sink.finding(ReportedFinding.present("a\uD800", "CVE-\uDC00", path("v\0", "p", "")));
            sink.finding(ReportedFinding.present("a\uD801", "CVE-\uDC01", path("v\uFFFD", "p", "")));
        });
        List<String> before = state();

        store = reopened(store);

        assertThat(state()).isEqualTo(before);
        assertThat(only(fleet()).device().id()).isEqualTo("a\uFFFD");
        assertThat(only(fleet()).device().tags()).containsExactly("two lines");
        assertThat(only(fleet()).weaknesses()).hasSize(1);
    }

    ReportReceipt report(String source, Kind kind, Instant time, Consumer<ReportSink> content) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
            report.reportedAt(time);
            content.accept(report);
            return report.commit();
        }
    }

    /** Trivy's report about one device, which has these paths of one weakness. */
    private ReportReceipt fullReport(Instant time, String device, FindingPath... paths) {
        return report("trivy", Kind.FULL, time, sink -> {
            sink.device(device(device).said());
            for (FindingPath path : paths) sink.finding(ReportedFinding.present(device, LOG4SHELL, path));
        });
    }

    List<FleetDevice> fleet() {
        return StoreState.fleet(store);
    }

    List<String> state() {
        return StoreState.of(store);
    }

    private List<String> open(FleetDevice device) {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < device.weaknesses().length; i++) {
            Software software = store.dictionary().path(device.paths()[i]).software();
            open.add(store.dictionary().weaknessName(device.weaknesses()[i]) + " " + software.product() + " "
                    + software.version());
        }
        return open;
    }

    private List<String> periods(int slot) {
        return store.findings(slot).stream()
                .map(period -> {
                    Software software = store.dictionary().path(period.path()).software();
                    return software.product() + " " + software.version() + " " + period.source() + " "
                            + date(period.firstSeen()) + ".." + date(period.lastSeen())
                            + (period.fixedAt() == null ? "" : " fixed " + date(period.fixedAt()));
                })
                .sorted()
                .toList();
    }

    private static LocalDate date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    public static Instant day(int ofJune) {
        return LocalDate.of(2026, 6, ofJune).atTime(6, 0).toInstant(ZoneOffset.UTC);
    }

    static FindingPath path(String vendor, String product, String version) {
        return FindingPath.open(new Software(vendor, product, version), "update " + product);
    }

    private static FleetDevice only(List<FleetDevice> devices) {
        assertThat(devices).hasSize(1);
        return devices.getFirst();
    }

    static DeviceStatement device(String id) {
        return new DeviceStatement(id);
    }
}

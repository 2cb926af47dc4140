package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store knows of software, fixes, controls and the texts about weaknesses. */
public abstract class InventoryContract {

    private static final String CVE = "CVE-2031-0001";
    private static final Software LIB = new Software("acme", "lib", "1.0");
    private static final Software APP = new Software("acme", "app", "2.0");
    private static final Software TOOL = new Software("acme", "tool", "3.0");

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
    void listsTheSoftwareOfADeviceAsItsSourceTellsIt() {
        report(
                "defender",
                Kind.INVENTORY,
                5,
                sink -> sink.software(new ReportedSoftware(
                        "web",
                        LIB,
                        true,
                        SupportStatus.EOS_VERSION,
                        LocalDate.parse("2026-05-11"),
                        day(2),
                        List.of("/opt/b", "/opt/a", "/opt/a"),
                        List.of("HKLM\\Lib"))));
        store = reopened(store);

        InstalledSoftware lib = software().getFirst();
        assertThat(store.dictionary().software(lib.software())).isEqualTo(LIB);
        assertThat(lib)
                .isEqualTo(new InstalledSoftware(
                        0,
                        lib.software(),
                        true,
                        SupportStatus.EOS_VERSION,
                        LocalDate.parse("2026-05-11"),
                        day(2),
                        List.of("/opt/a", "/opt/b"),
                        List.of("HKLM\\Lib")));
    }

    @Test
    void takesSoftwareThatAReportDoesNotTellAnyMoreForGone() {
        inventory(Kind.INVENTORY, 1, named(LIB), named(APP));
        inventory(Kind.INVENTORY, 2, named(APP), named(TOOL));
        assertThat(products()).containsExactlyInAnyOrder("app 1", "tool 2");

        inventory(Kind.DELTA, 3, named(LIB));
        assertThat(products()).containsExactlyInAnyOrder("app 1", "tool 2", "lib 3");

        report("defender", Kind.FULL, 4, sink -> sink.device(ReportedDevice.named("web", null)));
        assertThat(products()).as("nothing was told of software").hasSize(3);

        report("defender", Kind.FULL, 5, sink -> {
            sink.device(ReportedDevice.named("web", null).merelyListed());
            sink.software(named(LIB));
        });
        assertThat(products()).as("the device was not assessed").hasSize(3);
    }

    @Test
    void keepsSoftwareWithoutAProductCodeApart() {
        ReportedSoftware homemade = new ReportedSoftware("web", TOOL, false, null, null, null, List.of(), List.of());
        inventory(Kind.INVENTORY, 1, named(LIB), homemade);
        inventory(Kind.INVENTORY, 2, named(APP));

        assertThat(products()).containsExactlyInAnyOrder("app 2", "tool 1");
    }

    @Test
    void passesOverSoftwareOfAReportThatIsOlderThanWhatTheSourceSaid() {
        inventory(Kind.INVENTORY, 5, named(LIB));
        report("defender", Kind.FULL, 5, sink -> sink.device(ReportedDevice.named("web", null)));
        inventory(Kind.INVENTORY, 4, named(APP));

        assertThat(products()).containsExactly("lib 5");
    }

    @Test
    void mergesWhatSeveralSourcesTellOfOnePiece() {
        report("defender", Kind.INVENTORY, 3, sink -> {
            sink.device(ReportedDevice.named("m", "web.example.org"));
            sink.software(
                    new ReportedSoftware("m", LIB, false, SupportStatus.NONE, null, null, List.of("/b"), List.of()));
        });
        report("trivy", Kind.FULL, 4, sink -> {
            sink.device(ReportedDevice.named("t", "web.example.org"));
            sink.software(new ReportedSoftware(
                    "t", LIB, true, SupportStatus.UPCOMING_EOS_SOFTWARE, null, day(1), List.of("/a"), List.of()));
        });

        assertThat(software()).hasSize(1);
        assertThat(software().getFirst().support()).isEqualTo(SupportStatus.UPCOMING_EOS_SOFTWARE);
        assertThat(software().getFirst().hasProductCode()).isTrue();
        assertThat(software().getFirst().firstSeen()).isEqualTo(day(1));
        assertThat(software().getFirst().diskPaths()).containsExactly("/a", "/b");
    }

    @Test
    void handsOutSoftwareOfAStretchOfDevices() {
        report("defender", Kind.INVENTORY, 1, sink -> {
            for (String device : List.of("a", "b", "c")) sink.software(ReportedSoftware.named(device, LIB));
        });

        List<Integer> slots = new ArrayList<>();
        store.forEachSoftware(1, 3, piece -> slots.add(piece.slot()));
        assertThat(slots).containsExactly(1, 2);
        store.forEachSoftware(2, 1, piece -> slots.add(-1));
        assertThat(slots).hasSize(2);
    }

    @Test
    void remembersTheLatestFixOfAWeaknessInAPieceOfSoftware() {
        ReportReceipt first = fix(2, LIB, SecurityUpdate.to("1.1"));
        ReportReceipt same = fix(3, LIB, SecurityUpdate.to("1.1"));
        ReportReceipt older = fix(1, LIB, SecurityUpdate.to("1.0.1"));
        assertThat(fixOf(LIB)).isEqualTo(SecurityUpdate.to("1.1"));
        assertThat(List.of(first, same, older))
                .extracting(ReportReceipt::fixesChanged)
                .containsExactly(true, false, false);

        SecurityUpdate update = new SecurityUpdate("1.2", "KB1", "June updates", "https://example.org/kb1");
        fix(4, LIB, update);
        store = reopened(store);
        assertThat(fixOf(LIB)).isEqualTo(update);
        assertThat(fixOf(APP)).isNull();
        assertThat(store.fixes().size()).isEqualTo(1);
    }

    @Test
    void refusesFixesOutOfOrder() {
        Fixes.Builder builder = new Fixes.Builder();
        builder.add(7, SecurityUpdate.to("1"));
        assertThatThrownBy(() -> builder.add(7, SecurityUpdate.to("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pair 7 does not follow 7");
    }

    @Test
    void tellsTheWorstResultOfEachControlAndWhenItWasLookedAt() {
        report(
                "defender",
                Kind.INVENTORY,
                9,
                sink -> sink.device(ReportedDevice.named("m", "web.example.org")
                        .withSeenAt(day(3))
                        .withControls(List.of(new Control("tls", 5, false), new Control("firewall", 8, false)))));
        report(
                "own",
                Kind.INVENTORY,
                9,
                sink -> sink.device(ReportedDevice.named("o", "web.example.org")
                        .withSeenAt(day(4))
                        .withControls(List.of(new Control("tls", 5, true)))));

        List<ControlResult> results = new ArrayList<>();
        store.forEachControlResult(0, 1, results::add);
        assertThat(results)
                .containsExactly(
                        new ControlResult(0, new Control("firewall", 8, false), day(3)),
                        new ControlResult(0, new Control("tls", 5, true), day(4)));
    }

    @Test
    void joinsTheResultsOfADeviceThatAPageCutsInTwo() {
        report("defender", Kind.INVENTORY, 9, sink -> {
            sink.device(ReportedDevice.named("m", null)
                    .withSeenAt(day(3))
                    .withControls(List.of(new Control("tls", 5, true), new Control("firewall", 8, false))));
            sink.device(ReportedDevice.named("m", null)
                    .withSeenAt(day(4))
                    .withControls(List.of(new Control("tls", 5, false), new Control("macros", 2, true))));
        });

        assertThat(StoreState.fleet(store).getFirst().device().controls())
                .containsExactly(
                        new Control("firewall", 8, false),
                        new Control("macros", 2, true),
                        new Control("tls", 5, false));
    }

    @Test
    void knowsWhatControlsAreCalled() {
        control(2, new ControlDescription("tls", "Use TLS", "Network", null, null));
        control(1, new ControlDescription("tls", "Older", "OS", null, null));
        control(3, new ControlDescription("firewall", "Turn it on", "Network", "Perimeter", "do it"));
        store = reopened(store);

        assertThat(store.controlDescriptions())
                .containsExactly(
                        new ControlDescription("firewall", "Turn it on", "Network", "Perimeter", "do it"),
                        new ControlDescription("tls", "Use TLS", "Network", null, null));
    }

    @Test
    void takesEachPartOfATextFromTheBestFeedThatHasIt() {
        feed(Feed.KEV, text("kev", null, null, "https://example.org/k"));
        feed(Feed.CVE, text("cve", "CVSS:3.1/CVE", day(1), "https://example.org/x"));
        feed(Feed.NVD, text(null, "CVSS:3.1/NVD", null, "https://example.org/x"));
        store = reopened(store);

        assertThat(texts())
                .containsExactly(new WeaknessText(
                        CVE,
                        "cve",
                        "CVSS:3.1/NVD",
                        day(1),
                        null,
                        List.of("https://example.org/x", "https://example.org/k")));
        assertThat(store.published()).containsExactly(store.dictionary().weakness(CVE));
    }

    @Test
    void forgetsTheTextsThatACompleteFeedDoesNotHaveAnyMore() {
        feed(Feed.KEV, text("kev", null, null));
        feed(Feed.KEV);
        assertThat(texts()).isEmpty();
        assertThat(store.published()).isEmpty();

        feed(Feed.NVD, text("nvd", null, null));
        feed(Feed.NVD);
        assertThat(texts()).extracting(WeaknessText::description).containsExactly("nvd");
    }

    @Test
    void keepsTheNewestOfSeveralTextsInOneEdition() {
        WeaknessText old = new WeaknessText(CVE, "old", null, null, day(1), List.of());
        WeaknessText fresh = new WeaknessText(CVE, "fresh", null, null, day(2), List.of());
        feed(Feed.NVD, old, fresh, old);

        assertThat(texts()).containsExactly(fresh);
        feed(Feed.NVD, old);
        assertThat(texts()).containsExactly(old);
    }

    @Test
    void leavesNoTraceOfSoftwareAndTextsThatWereGivenUp() {
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.software(named(LIB));
            report.finding(ReportedFinding.present("web", CVE, StoreContract.OPENSSL));
        }
        try (FeedTransaction feed = store.beginFeed(Feed.NVD)) {
            feed.text(text("nvd", null, null));
        }

        assertThat(software()).isEmpty();
        assertThat(texts()).isEmpty();
        inventory(Kind.INVENTORY, 1, named(LIB));
        assertThat(products()).containsExactly("lib 1");
    }

    private void inventory(Kind kind, int madeOn, ReportedSoftware... told) {
        report("defender", kind, madeOn, sink -> List.of(told).forEach(sink::software));
    }

    private ReportReceipt fix(int madeOn, Software software, SecurityUpdate update) {
        return report("trivy", Kind.FULL, madeOn, sink -> sink.fix(CVE, software, update));
    }

    private void control(int madeOn, ControlDescription control) {
        report("defender", Kind.INVENTORY, madeOn, sink -> sink.control(control));
    }

    private ReportReceipt report(String source, Kind kind, int madeOn, Consumer<ReportSink> content) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
            report.reportedAt(day(madeOn));
            content.accept(report);
            return report.commit();
        }
    }

    private void feed(Feed which, WeaknessText... texts) {
        try (FeedTransaction feed = store.beginFeed(which)) {
            for (WeaknessText text : texts) feed.text(text);
            feed.commit();
        }
    }

    private static WeaknessText text(String description, String vector, Instant published, String... uris) {
        return new WeaknessText(CVE, description, vector, published, null, List.of(uris));
    }

    private static ReportedSoftware named(Software software) {
        return ReportedSoftware.named("web", software);
    }

    private List<WeaknessText> texts() {
        return store.texts(new int[] {store.dictionary().weakness(CVE), 99});
    }

    private SecurityUpdate fixOf(Software software) {
        return store.fixes()
                .of(store.dictionary().weakness(CVE), store.dictionary().software(software));
    }

    private List<InstalledSoftware> software() {
        List<InstalledSoftware> software = new ArrayList<>();
        store.forEachSoftware(0, Integer.MAX_VALUE, software::add);
        return software;
    }

    /** Products with the day on which they were first seen. */
    private List<String> products() {
        return software().stream()
                .map(piece -> store.dictionary().software(piece.software()).product() + " "
                        + piece.firstSeen().toString().substring(9, 10))
                .toList();
    }

    private static Instant day(int ofJune) {
        return StoreContract.day(ofJune);
    }
}

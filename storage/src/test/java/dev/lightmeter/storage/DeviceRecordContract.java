package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store tells of a device beyond what counts in the score, and what the operator decides about it. */
public abstract class DeviceRecordContract {

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
    void tellsOfADeviceThatNobodyDescribedWhatItsFindingsTell() {
        report("trivy", Kind.FULL, day(3), sink -> sink.device(ReportedDevice.named("web", null)));

        assertThat(record(0))
                .isEqualTo(new DeviceRecord(
                        0,
                        "web",
                        "web",
                        List.of(),
                        "",
                        "",
                        DeviceValue.NORMAL,
                        false,
                        false,
                        DeviceDetails.NONE,
                        day(3),
                        day(3)));
    }

    @Test
    void takesEachDetailFromTheNewestReportThatHasIt() {
        describe(day(2), DeviceDetail.OS_BUILD, "19045", DeviceDetail.HEALTH_STATUS, "Active");
        describe(day(3), DeviceDetail.HEALTH_STATUS, "Inactive");
        ReportReceipt late = describe(day(1), DeviceDetail.OS_BUILD, "1", DeviceDetail.VERSION, "22H2");

        assertThat(record(0).details().known())
                .containsOnly(entry(DeviceDetail.OS_BUILD, "19045"), entry(DeviceDetail.HEALTH_STATUS, "Inactive"));
        assertThat(late.touchedSlots()).isEmpty();
    }

    @Test
    void leavesTheFleetAloneWhenOnlyDetailsChange() {
        describe(day(2), DeviceDetail.LAST_IP_ADDRESS, "192.0.2.1");
        ReportReceipt moved = describe(day(2), DeviceDetail.LAST_IP_ADDRESS, "192.0.2.2");

        assertThat(moved.touchedSlots()).isEmpty();
        assertThat(record(0).details().get(DeviceDetail.LAST_IP_ADDRESS)).contains("192.0.2.2");
    }

    @Test
    void mergesTheStatementsOfOneReportDetailByDetail() {
        report("defender", Kind.FULL, day(9), sink -> {
            sink.device(seen(day(1)).withDetails(details(DeviceDetail.VERSION, "21H2", DeviceDetail.OS_BUILD, "1")));
            sink.device(seen(day(4)).withDetails(details(DeviceDetail.VERSION, "22H2")));
        });

        assertThat(record(0).details()).isEqualTo(details(DeviceDetail.VERSION, "22H2", DeviceDetail.OS_BUILD, "1"));
    }

    @Test
    void remembersTheEarliestAndTheLatestSightOfADevice() {
        report("defender", Kind.FULL, day(9), sink -> sink.device(seen(day(8)).withFirstSeen(day(2))));
        report("grype", Kind.FULL, day(12), sink -> sink.device(ReportedDevice.named("g", "web.example.org")));
        report("defender", Kind.FULL, day(10), sink -> sink.device(seen(day(10)).withFirstSeen(day(5))));

        assertThat(record(0).firstSeen()).isEqualTo(day(2));
        assertThat(record(0).lastSeen()).isEqualTo(day(12));
    }

    @Test
    void seesNoDeviceLaterThanNow() {
        report("defender", Kind.FULL, day(9), sink -> sink.device(seen(Instant.parse("2031-01-01T00:00:00Z"))));

        assertThat(record(0).lastSeen()).isEqualTo(StoreContract.CLOCK.instant());
        assertThat(record(0).firstSeen()).isEqualTo(day(9));
    }

    @Test
    void walksFromASlotOnUntilItIsTold() {
        int devices = 5000;
        report("trivy", Kind.FULL, day(1), sink -> {
            for (int i = 0; i < devices; i++) sink.device(ReportedDevice.named("d%05d".formatted(i), null));
        });

        List<Integer> walked = new ArrayList<>();
        store.forEachRecord(3, Filter.everything(), device -> {
            walked.add(device.slot());
            return walked.size() < 4;
        });
        assertThat(walked).containsExactly(3, 4, 5, 6);
        List<Integer> all = new ArrayList<>();
        store.forEachRecord(-1, Filter.everything(), device -> all.add(device.slot()));
        assertThat(all).hasSize(devices).isSorted().doesNotHaveDuplicates();
        int[] every2nd = all.stream()
                .mapToInt(Integer::intValue)
                .filter(slot -> slot % 2 == 0)
                .toArray();
        assertThat(store.records(every2nd))
                .extracting(DeviceRecord::slot)
                .hasSize(devices / 2)
                .isSorted();
        assertThat(store.records(new int[] {7, 2, 7, devices, -1}))
                .extracting(DeviceRecord::slot)
                .containsExactly(2, 7);
    }

    @Test
    void letsTheOperatorOverruleWhatReportsSayNowAndLater() {
        Consumer<ReportSink> report = sink -> sink.device(new DeviceStatement("web")
                .tags("reported", "unwanted")
                .value(DeviceValue.LOW)
                .said());
        report("defender", Kind.FULL, day(1), report);

        int[] touched = store.decide(List.of(
                DeviceDecision.value(0, DeviceValue.HIGH),
                DeviceDecision.addTag(0, "own"),
                DeviceDecision.removeTag(0, "unwanted")));
        report("defender", Kind.FULL, day(2), report);
        store = reopened(store);

        assertThat(touched).containsExactly(0);
        assertThat(record(0).value()).isEqualTo(DeviceValue.HIGH);
        assertThat(record(0).tags()).containsExactly("reported", "own");
        List<FleetDevice> fleet = StoreState.fleet(store);
        assertThat(fleet.getFirst().device().value()).isEqualTo(DeviceValue.HIGH);
        assertThat(fleet.getFirst().device().tags()).containsExactly("reported", "own");
    }

    @Test
    void letsTheOperatorThinkAgain() {
        report(
                "defender",
                Kind.FULL,
                day(1),
                sink -> sink.device(new DeviceStatement("web").tags("a").said()));
        store.decide(List.of(DeviceDecision.removeTag(0, "a"), DeviceDecision.addTag(0, "b")));

        assertThat(store.decide(List.of(DeviceDecision.addTag(0, "a"), DeviceDecision.removeTag(0, "b"))))
                .containsExactly(0);
        assertThat(record(0).tags()).containsExactly("a");
        assertThat(store.decide(List.of(DeviceDecision.addTag(0, "a")))).isEmpty();
    }

    @Test
    void decidesNothingWhenOneOfTheDevicesDoesNotExist() {
        report("defender", Kind.FULL, day(1), sink -> sink.device(new DeviceStatement("web").said()));

        assertThatThrownBy(() -> store.decide(List.of(DeviceDecision.addTag(0, "a"), DeviceDecision.addTag(1, "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no device has the slot 1");
        assertThat(record(0).tags()).isEmpty();
        assertThatThrownBy(() -> DeviceDecision.addTag(0, "two\nlines"))
                .hasMessage("a tag is one line that is not blank, got 'two\nlines'");
    }

    @Test
    void findsDevicesByWhatIsKnownOfThem() {
        report("defender", Kind.FULL, day(9), sink -> {
            sink.device(new DeviceStatement("a")
                    .name("Web.example.org")
                    .os("Linux")
                    .tags("prod", "web")
                    .value(DeviceValue.HIGH)
                    .seenAt(day(8))
                    .said()
                    .withDetails(details(DeviceDetail.OS_BUILD, "19045", DeviceDetail.IS_AAD_JOINED, "true")));
            sink.device(new DeviceStatement("b").excluded(true).seenAt(day(9)).said());
            sink.device(new DeviceStatement("c")
                    .tags("prod")
                    .seenAt(day(7))
                    .said()
                    .withDetails(details(DeviceDetail.OS_BUILD, "none", DeviceDetail.HEALTH_STATUS, "Active")));
        });
        store.decide(List.of(
                DeviceDecision.removeTag(2, "prod"),
                DeviceDecision.addTag(1, "own"),
                DeviceDecision.value(1, DeviceValue.LOW)));

        assertThat(found(Filter.compare(DeviceProperties.ID, Comparison.EQ, "A")))
                .containsExactly("a");
        assertThat(found(Filter.compare(DeviceProperties.NAME, Comparison.EQ, "web.EXAMPLE.org")))
                .containsExactly("a");
        assertThat(found(Filter.compare(DeviceProperties.LAST_SEEN, Comparison.GE, day(8))))
                .containsExactly("a", "b");
        assertThat(found(Filter.compare(DeviceProperties.FIRST_SEEN, Comparison.LT, day(8))))
                .containsExactly("c");
        assertThat(found(Filter.compare(DeviceProperties.VALUE, Comparison.GT, "Low")))
                .containsExactly("a", "c");
        assertThat(found(Filter.compare(DeviceProperties.EXCLUDED, Comparison.EQ, true)))
                .containsExactly("b");
        assertThat(found(new Filter.IsNull<>(DeviceProperties.OS_PLATFORM))).containsExactly("b", "c");
        assertThat(found(tag("prod"))).containsExactly("a");
        assertThat(found(tag("own"))).containsExactly("b");
        assertThat(found(Filter.compare(DeviceProperties.of(DeviceDetail.OS_BUILD), Comparison.GT, 19_000L)))
                .containsExactly("a");
        assertThat(found(Filter.compare(DeviceProperties.of(DeviceDetail.IS_AAD_JOINED), Comparison.NE, true)))
                .containsExactly("b", "c");
        assertThat(found(Filter.compare(DeviceProperties.of(DeviceDetail.HEALTH_STATUS), Comparison.EQ, "active")))
                .containsExactly("c");
    }

    private static Filter<DeviceRecord> tag(String tag) {
        return new Filter.AnyOf<>(DeviceProperties.TAGS, Filter.compare(Filter.AnyOf.ELEMENT, Comparison.EQ, tag));
    }

    private List<String> found(Filter<DeviceRecord> where) {
        List<String> ids = new ArrayList<>();
        store.forEachRecord(0, where, device -> ids.add(device.id()));
        return ids;
    }

    private ReportReceipt describe(Instant time, Object... details) {
        return report(
                "defender",
                Kind.FULL,
                time,
                sink -> sink.device(new DeviceStatement("web").said().withDetails(details(details))));
    }

    private static ReportedDevice seen(Instant at) {
        return new DeviceStatement("web").name("web.example.org").seenAt(at).said();
    }

    private static DeviceDetails details(Object... told) {
        DeviceDetails details = DeviceDetails.NONE;
        for (int i = 0; i < told.length; i += 2) details = details.with((DeviceDetail) told[i], (String) told[i + 1]);
        return details;
    }

    private ReportReceipt report(String source, Kind kind, Instant time, Consumer<ReportSink> content) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
            report.reportedAt(time);
            content.accept(report);
            return report.commit();
        }
    }

    private DeviceRecord record(int slot) {
        return store.records(new int[] {slot}).getFirst();
    }

    private static Instant day(int ofJune) {
        return StoreContract.day(ofJune);
    }
}

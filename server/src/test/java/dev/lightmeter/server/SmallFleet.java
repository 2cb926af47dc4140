package dev.lightmeter.server;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Six devices in two groups and in none, one of them stale and one excluded, with something in every list that the Defender
 * API has.
 */
public final class SmallFleet {

    /** The time of every call. */
    public static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    public static final String WEB_1 = "1e5bc9d7e413ddd7902c2932e418702b84d0cc01";
    public static final String WEB_2 = "1e5bc9d7e413ddd7902c2932e418702b84d0cc02";
    public static final String LAPTOP = "1e5bc9d7e413ddd7902c2932e418702b84d0cc03";
    public static final String STALE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc04";
    public static final String EXCLUDED = "1e5bc9d7e413ddd7902c2932e418702b84d0cc05";
    public static final String LONELY = "1e5bc9d7e413ddd7902c2932e418702b84d0cc06";

    public static final String CVE = "CVE-2026-0001";
    public static final String SOFTWARE = "acme-_-portal";
    public static final String RECOMMENDATION = "va-_-acme-_-portal";
    public static final String CONTROL = "sca-_-scid-20000";

    private static final Instant REPORTED = NOW.minus(Duration.ofHours(2));
    private static final Software PORTAL = new Software("acme", "portal", "1.0");
    private static final Software NEWER_PORTAL = new Software("acme", "portal", "1.1");
    private static final Software EDITOR = new Software("Globex", "Editor", "7");

    private SmallFleet() {}

    /** The whole fleet with what feeds say about its weaknesses. */
    public static void into(Store store) {
        feed(store);
        report(store, REPORTED, sink -> {
            devices(sink, "Servers", "Laptops");
            findings(sink);
            sink.weakness(facts("CVE-2026-0003", -1, 55, Evidence.NONE));
            sink.fix(CVE, PORTAL, new SecurityUpdate("1.2", "KB5000001", "October update", "https://example.org/kb"));
            sink.software(new ReportedSoftware(
                    WEB_1,
                    PORTAL,
                    true,
                    SupportStatus.UPCOMING_EOS_VERSION,
                    LocalDate.parse("2026-12-31"),
                    NOW.minus(Duration.ofDays(9)),
                    List.of("/opt/portal"),
                    List.of("HKLM\\Portal")));
            sink.software(new ReportedSoftware(
                    WEB_1, new Software("umbrella", "widget", "3"), false, null, null, null, List.of(), List.of()));
            sink.control(
                    new ControlDescription(CONTROL, "Turn on the alarm", "SecurityControls", "Alarms", "Turn it on"));
        });
    }

    /** The same fleet of a source that names no groups. */
    public static void withoutGroupsInto(Store store) {
        feed(store);
        report(store, REPORTED, sink -> {
            devices(sink, null, null);
            findings(sink);
        });
    }

    /** A full report of the scanner that has the fleet. */
    public static void report(Store store, Instant at, Consumer<ReportSink> said) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", ReportHeader.Kind.FULL))) {
            report.reportedAt(at);
            said.accept(report);
            report.commit();
        }
    }

    private static void devices(ReportSink sink, @Nullable String servers, @Nullable String laptops) {
        sink.device(device(WEB_1, "web-1.example.org", servers)
                .withTags(List.of("front", "shop"))
                .withOsPlatform("WindowsServer2022")
                .withControls(List.of(new Control(CONTROL, 8, true), new Control("sca-_-scid-20001", 5, false)))
                .withFirstSeen(NOW.minus(Duration.ofDays(100)))
                .withDetails(details()));
        sink.device(device(WEB_2, "web-2.example.org", servers)
                .withTags(List.of("front"))
                .withOsPlatform("WindowsServer2022")
                .withSeenAt(NOW.minus(Duration.ofDays(8))));
        sink.device(device(LAPTOP, "laptop.example.org", laptops).withOsPlatform("Windows11"));
        sink.device(device(STALE, "stale.example.org", laptops).withSeenAt(NOW.minus(Duration.ofDays(60))));
        sink.device(device(EXCLUDED, "excluded.example.org", servers, true));
        sink.device(device(LONELY, "lonely", null).withTags(List.of("Front office")));
    }

    private static void findings(ReportSink sink) {
        finding(sink, WEB_1, CVE, PORTAL, false);
        finding(sink, WEB_1, "CVE-2026-0002", PORTAL, true);
        finding(sink, WEB_2, CVE, NEWER_PORTAL, false);
        finding(sink, LAPTOP, "CVE-2026-0003", EDITOR, false);
        finding(sink, STALE, CVE, PORTAL, false);
        finding(sink, EXCLUDED, CVE, PORTAL, false);
    }

    private static void finding(ReportSink sink, String device, String weakness, Software software, boolean alert) {
        sink.finding(ReportedFinding.present(
                device,
                weakness,
                new FindingPath(software, "va-_-" + software.productId(), FindingStatus.OPEN, alert, null)));
    }

    private static void feed(Store store) {
        try (FeedTransaction feed = store.beginFeed(Feed.NVD)) {
            feed.edition("2.0", NOW);
            feed.weakness(facts(CVE, 60_000, 98, new Evidence(true, false, false, true, true)));
            feed.weakness(facts("CVE-2026-0002", 1_000, 75, Evidence.NONE));
            feed.text(new WeaknessText(
                    CVE,
                    "The portal opens for anybody.",
                    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                    NOW.minus(Duration.ofDays(30)),
                    NOW.minus(Duration.ofDays(3)),
                    List.of("https://example.org/exploit")));
            feed.commit();
        }
    }

    private static ThreatFacts facts(String weakness, int epssP5, int cvssTenths, Evidence evidence) {
        return new ThreatFacts(
                weakness, epssP5, cvssTenths, Severity.UNKNOWN, AttackVector.NETWORK, evidence, false, EndOfSupport.NO);
    }

    private static ReportedDevice device(String id, String name, @Nullable String group) {
        return device(id, name, group, false);
    }

    private static ReportedDevice device(String id, String name, @Nullable String group, boolean excluded) {
        return new ReportedDevice(
                id,
                name,
                group,
                null,
                List.of(),
                null,
                null,
                id.equals(WEB_1) ? DeviceValue.HIGH : null,
                id.equals(WEB_1),
                excluded,
                true,
                null,
                null);
    }

    private static DeviceDetails details() {
        return DeviceDetails.NONE
                .with(DeviceDetail.OS_VERSION, "10.0.20348.1006")
                .with(DeviceDetail.OS_BUILD, "20348")
                .with(DeviceDetail.VERSION, "21H2")
                .with(DeviceDetail.OS_PROCESSOR, "x64")
                .with(DeviceDetail.OS_ARCHITECTURE, "64-bit")
                .with(DeviceDetail.LAST_IP_ADDRESS, "192.0.2.7")
                .with(DeviceDetail.LAST_EXTERNAL_IP_ADDRESS, "198.51.100.7")
                .with(DeviceDetail.AGENT_VERSION, "10.8210.1")
                .with(DeviceDetail.HEALTH_STATUS, "impairedcommunication")
                .with(DeviceDetail.RISK_SCORE, "High")
                .with(DeviceDetail.IS_AAD_JOINED, "true")
                .with(DeviceDetail.AAD_DEVICE_ID, "80fe8ff8-2624-418e-9591-41f0491218f9")
                .with(DeviceDetail.ONBOARDING_STATUS, "onboarded")
                .with(DeviceDetail.DEFENDER_AV_STATUS, "Updated")
                .with(DeviceDetail.MANAGED_BY, "Intune")
                .with(DeviceDetail.MANAGED_BY_STATUS, "Managed")
                .with(
                        DeviceDetail.IP_ADDRESSES,
                        "[{\"ipAddress\":\"192.0.2.7\",\"macAddress\":\"00155D000001\",\"type\":\"Ethernet\",\"operationalStatus\":\"Up\"}]")
                .with(DeviceDetail.VM_METADATA, "{\"vmId\":\"vm-7\",\"cloudProvider\":\"Azure\"}");
    }
}

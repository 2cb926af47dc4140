package dev.lightmeter.server.leak;

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
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.history.HistoryRecorder;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A small organisation: devices in groups with what is on them, and the world's facts about it. */
final class RandomWorld {

    static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private static final List<String> GROUPS = List.of("Finance", "Servers", "Laptops", "Labs \"7\"", "Shops");
    private static final int FIRST_GROUP_ID = 10;
    private static final List<String> PRODUCTS =
            List.of("edge", "chrome", "log4j", "office 365", "openssl", "acme portal");
    private static final List<String> TAGS = List.of("vip", "dmz", "old", "o'neil");

    /** One device and everything about it. */
    record Member(
            ReportedDevice device,
            List<ReportedFinding> findings,
            List<ReportedSoftware> software,
            @Nullable String group) {}

    private final Random random;
    final List<Member> members;
    final List<String> weaknesses =
            IntStream.range(0, 14).mapToObj("CVE-2026-%04d"::formatted).toList();
    final List<ControlDescription> controls;

    RandomWorld(Random random) {
        this.random = random;
        this.controls = IntStream.range(0, 4)
                .mapToObj(i -> new ControlDescription(
                        "sca-_-scid-200" + i, "Switch on guard " + i, "Network", i == 0 ? null : "Firewall", null))
                .toList();
        this.members = IntStream.range(0, 5 + random.nextInt(30))
                .mapToObj(this::member)
                .toList();
    }

    static List<String> groups() {
        return GROUPS;
    }

    /** Everything that a client could name: there or not, in sight or not. */
    List<String> deviceIds() {
        List<String> ids = new ArrayList<>();
        members.forEach(member -> {
            ids.add(member.device().id());
            ids.add(String.valueOf(member.device().name()));
        });
        ids.add("0000000000000000000000000000000000000000");
        return ids;
    }

    List<String> weaknessIds() {
        List<String> ids = new ArrayList<>(weaknesses);
        ids.add("CVE-1999-0001");
        return ids;
    }

    List<String> productIds() {
        return PRODUCTS.stream()
                .map(product -> software(product, "1").productId())
                .toList();
    }

    List<String> recommendationIds() {
        List<String> ids = new ArrayList<>();
        productIds().forEach(product -> ids.add("va-_-" + product));
        controls.forEach(control -> ids.add(control.id()));
        return ids;
    }

    /**
     * Fills a store with the world's facts and with the devices in some groups; null stands for those in none. Each group comes
     * in a report of its own, and later in another one, so that the history of a hidden group has times of its own.
     */
    void fill(Store store, Predicate<@Nullable String> visible) {
        MovableClock clock = new MovableClock(NOW.minus(Duration.ofHours(9)));
        tellFacts(store);
        LiveExposure exposure = LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, clock);
        exposure.recordWith(new HistoryRecorder(store.history()));
        exposure.takeFeed(HistoryMark.of(HistoryMark.Kind.FEED, "NVD"));
        List<@Nullable String> groups = new ArrayList<>(GROUPS);
        groups.add(null);
        for (int round = 0; round < 2; round++) {
            for (String group : groups) {
                clock.advance(Duration.ofMinutes(20));
                if (visible.test(group)) report(store, exposure, group, clock.instant(), round == 1);
            }
        }
    }

    private void report(
            Store store, LiveExposure exposure, @Nullable String group, Instant at, boolean withoutEveryThird) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", ReportHeader.Kind.FULL))) {
            report.reportedAt(at);
            controls.forEach(report::control);
            for (String product : PRODUCTS) {
                for (String weakness : weaknesses) {
                    if (weakness.hashCode() % 3 == 0) continue;
                    Software software = software(product, "1");
                    report.fix(
                            weakness,
                            software,
                            new SecurityUpdate("3." + weakness.length(), updateId(weakness), null, null));
                }
            }
            for (Member member : members) {
                if (!Objects.equals(group, member.group())) continue;
                report.device(member.device());
                for (int i = 0; i < member.findings().size(); i++) {
                    if (!withoutEveryThird || i % 3 > 0)
                        report.finding(member.findings().get(i));
                }
                member.software().forEach(report::software);
            }
            exposure.take(report.commit(), HistoryMark.of(HistoryMark.Kind.IMPORT, "of " + group));
        }
    }

    private static @Nullable String updateId(String weakness) {
        return weakness.endsWith("2") ? null : "KB500" + weakness.substring(weakness.length() - 2);
    }

    private void tellFacts(Store store) {
        Random facts = new Random(42);
        try (FeedTransaction nvd = store.beginFeed(Feed.NVD)) {
            nvd.edition("2.0", NOW.minus(Duration.ofDays(1)));
            for (String weakness : weaknesses.subList(0, 10)) {
                nvd.weakness(facts(weakness, facts.nextInt(101), Evidence.ofBits(facts.nextInt(32))));
                nvd.text(new WeaknessText(
                        weakness,
                        "Something goes wrong in " + weakness,
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                        NOW.minus(Duration.ofDays(100)),
                        NOW.minus(Duration.ofDays(10)),
                        List.of()));
            }
            nvd.commit();
        }
        try (FeedTransaction epss = store.beginFeed(Feed.EPSS)) {
            epss.edition("v2026.01.01", NOW.minus(Duration.ofDays(1)));
            for (String weakness : weaknesses.subList(3, 14)) {
                epss.weakness(new ThreatFacts(
                        weakness,
                        facts.nextInt(100_001),
                        -1,
                        Severity.UNKNOWN,
                        AttackVector.UNKNOWN,
                        Evidence.NONE,
                        false,
                        EndOfSupport.NO));
            }
            epss.commit();
        }
    }

    private static ThreatFacts facts(String weakness, int cvssTenths, Evidence evidence) {
        return new ThreatFacts(
                weakness, -1, cvssTenths, Severity.UNKNOWN, AttackVector.NETWORK, evidence, false, EndOfSupport.NO);
    }

    private Member member(int number) {
        String id = "%040x".formatted(number + 1);
        int chosen = random.nextInt(GROUPS.size() + 1);
        String group = chosen == GROUPS.size() ? null : GROUPS.get(chosen);
        List<Control> results = controls.stream()
                .filter(control -> random.nextInt(3) > 0)
                .map(control -> new Control(control.id(), 1 + random.nextInt(10), random.nextBoolean()))
                .toList();
        Instant seen = NOW.minus(Duration.ofDays(random.nextInt(8) == 0 ? 45 : random.nextInt(12)));
        ReportedDevice device = new ReportedDevice(
                        id,
                        random.nextInt(6) == 0 ? null : "host-" + number + ".example.org",
                        group,
                        group == null ? null : Integer.valueOf(FIRST_GROUP_ID + GROUPS.indexOf(group)),
                        TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
                        random.nextBoolean() ? "Windows11" : "Linux",
                        null,
                        DeviceValue.values()[random.nextInt(DeviceValue.values().length)],
                        random.nextInt(4) == 0,
                        random.nextInt(12) == 0,
                        random.nextInt(10) > 0,
                        seen,
                        results)
                .withDetails(details(number));
        return new Member(device, findings(id), software(id), group);
    }

    private DeviceDetails details(int number) {
        DeviceDetails details = DeviceDetails.NONE.with(DeviceDetail.OS_VERSION, "10.0." + number);
        if (random.nextBoolean()) details = details.with(DeviceDetail.LAST_IP_ADDRESS, "192.0.2." + number);
        if (random.nextBoolean()) details = details.with(DeviceDetail.RISK_SCORE, "Medium");
        return details;
    }

    private List<ReportedFinding> findings(String device) {
        List<ReportedFinding> findings = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            Software software = software(PRODUCTS.get(random.nextInt(PRODUCTS.size())), "1." + random.nextInt(2));
            String weakness = weaknesses.get(random.nextInt(weaknesses.size()));
            if (!told.add(weakness + software)) continue;
            FindingStatus status = random.nextInt(5) > 0
                    ? FindingStatus.OPEN
                    : FindingStatus.values()[random.nextInt(FindingStatus.values().length)];
            FindingPath path =
                    new FindingPath(software, "va-_-" + software.productId(), status, random.nextInt(15) == 0, null);
            findings.add(new ReportedFinding(
                    device,
                    weakness,
                    path,
                    ReportedFinding.Change.PRESENT,
                    NOW.minus(Duration.ofDays(20 + random.nextInt(50)))));
        }
        return findings;
    }

    private List<ReportedSoftware> software(String device) {
        return PRODUCTS.stream()
                .filter(product -> random.nextInt(3) == 0)
                .map(product -> new ReportedSoftware(
                        device,
                        software(product, "1." + random.nextInt(3)),
                        random.nextInt(5) > 0,
                        random.nextBoolean() ? SupportStatus.EOS_VERSION : null,
                        random.nextBoolean() ? LocalDate.of(2026, 1, 31) : null,
                        NOW.minus(Duration.ofDays(30 + random.nextInt(9))),
                        List.of("/opt/" + product),
                        List.of()))
                .toList();
    }

    private static Software software(String product, String version) {
        return new Software("acme inc", product, version);
    }
}

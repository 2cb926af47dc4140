package dev.lightmeter.server.history;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.DeviceDecision;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to scores, in any order. */
final class ChangingWorld {

    private static final List<String> GROUPS = List.of("Finance", "Servers", "Laptops", "Shops");
    private static final int DEVICES = 40;
    private static final int WEAKNESSES = 30;

    private final Random random;
    private final MovableClock clock;
    private GroupRules rules = GroupRules.NONE;

    ChangingWorld(Random random, MovableClock clock) {
        this.random = random;
        this.clock = clock;
    }

    GroupRules rules() {
        return rules;
    }

    void change(Store store, LiveExposure exposure) {
        clock.advance(Duration.ofMillis(1 + random.nextInt(random.nextInt(10) == 0 ? 3 * 86_400_000 : 7_200_000)));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> report(store, exposure, Kind.FULL, 1 + random.nextInt(4));
            case 3 -> report(store, exposure, Kind.FULL, DEVICES);
            case 4, 5 -> report(store, exposure, Kind.DELTA, 1 + random.nextInt(5));
            case 6 -> feed(store, exposure);
            case 7 -> decide(store, exposure);
            case 8 -> regroup(exposure);
            default -> exposure.takeDay();
        }
    }

    private void report(Store store, LiveExposure exposure, Kind kind, int devices) {
        String source = "scanner-" + random.nextInt(2);
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
            report.reportedAt(clock.instant().minus(Duration.ofDays(random.nextInt(6) == 0 ? 30 : 0)));
            random.ints(0, DEVICES).distinct().limit(devices).forEach(number -> {
                report.device(device("device-" + number));
                for (int i = random.nextInt(8); i > 0; i--) report.finding(finding("device-" + number, kind));
            });
            exposure.take(report.commit(), HistoryMark.of(HistoryMark.Kind.IMPORT, source));
        }
    }

    private ReportedDevice device(String id) {
        return new ReportedDevice(
                id,
                id + ".example.org",
                random.nextInt(3) == 0 ? null : GROUPS.get(random.nextInt(GROUPS.size())),
                null,
                random.nextBoolean() ? List.of("vip") : List.of(),
                "Linux",
                null,
                random.nextInt(4) == 0 ? DeviceValue.values()[random.nextInt(DeviceValue.values().length)] : null,
                random.nextInt(5) == 0 ? Boolean.valueOf(random.nextBoolean()) : null,
                random.nextInt(8) == 0 ? Boolean.valueOf(random.nextBoolean()) : null,
                random.nextInt(8) > 0,
                null,
                random.nextInt(3) == 0 ? controls() : null);
    }

    private List<Control> controls() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new Control("scid-" + i, 1 + random.nextInt(9), random.nextBoolean()))
                .toList();
    }

    private ReportedFinding finding(String device, Kind kind) {
        Software software = new Software("acme", "product-" + random.nextInt(5), "1." + random.nextInt(2));
        FindingStatus status = random.nextInt(5) > 0
                ? FindingStatus.OPEN
                : FindingStatus.values()[random.nextInt(FindingStatus.values().length)];
        @Nullable
        RemediationException exception = random.nextInt(6) > 0
                ? null
                : new RemediationException(
                        Justification.values()[random.nextInt(Justification.values().length)],
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(random.nextInt(9)));
        FindingPath path =
                new FindingPath(software, "va-_-" + software.product(), status, random.nextInt(12) == 0, exception);
        boolean gone = kind == Kind.DELTA && random.nextInt(3) == 0;
        return new ReportedFinding(
                device, weakness(), path, gone ? ReportedFinding.Change.FIXED : ReportedFinding.Change.PRESENT, null);
    }

    private String weakness() {
        return "CVE-2026-%04d".formatted(random.nextInt(WEAKNESSES));
    }

    private void feed(Store store, LiveExposure exposure) {
        Feed feed = List.of(Feed.EPSS, Feed.KEV, Feed.NVD).get(random.nextInt(3));
        try (FeedTransaction edition = store.beginFeed(feed)) {
            edition.edition("v" + random.nextInt(9), clock.instant());
            random.ints(0, WEAKNESSES)
                    .distinct()
                    .limit(1 + random.nextInt(WEAKNESSES))
                    .forEach(number -> edition.weakness(facts("CVE-2026-%04d".formatted(number), feed)));
            edition.commit();
        }
        exposure.takeFeed(HistoryMark.of(HistoryMark.Kind.FEED, feed.name()));
    }

    private ThreatFacts facts(String weakness, Feed feed) {
        return new ThreatFacts(
                weakness,
                feed == Feed.EPSS ? random.nextInt(100_001) : ThreatFacts.MISSING,
                feed == Feed.NVD ? random.nextInt(101) : ThreatFacts.MISSING,
                Severity.UNKNOWN,
                feed == Feed.NVD
                        ? AttackVector.values()[random.nextInt(AttackVector.values().length)]
                        : AttackVector.UNKNOWN,
                feed == Feed.KEV ? Evidence.ofBits(random.nextInt(32)) : Evidence.NONE,
                feed == Feed.NVD && random.nextInt(20) == 0,
                EndOfSupport.NO);
    }

    private void decide(Store store, LiveExposure exposure) {
        int slots = exposure.current().fleet().slots();
        if (slots == 0) return;
        int slot = random.nextInt(slots);
        DeviceDecision decision = random.nextBoolean()
                ? DeviceDecision.value(slot, DeviceValue.values()[random.nextInt(DeviceValue.values().length)])
                : DeviceDecision.addTag(slot, "tag-" + random.nextInt(2));
        exposure.takeDevices(store.decide(List.of(decision)));
    }

    private void regroup(LiveExposure exposure) {
        rules = switch (random.nextInt(3)) {
            case 0 -> GroupRules.NONE;
            case 1 -> new GroupRules(List.of(tagged("Tagged", "tag-0"), tagged("Finance", "vip")));
            default -> new GroupRules(List.of(tagged("Important", "vip")));
        };
        exposure.regroup(() -> rules);
    }

    private static RankedGroup tagged(String name, String tag) {
        return new RankedGroup(
                name, List.of(new GroupRule(GroupRule.Attribute.TAG, GroupRule.Operator.values()[0], List.of(tag))));
    }
}

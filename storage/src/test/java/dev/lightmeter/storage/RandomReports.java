package dev.lightmeter.storage;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.staging.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Reports and feeds drawn from so few names and days that they collide in every way. */
public final class RandomReports {

    private final Random random;
    private Instant now = StoreContract.day(1);

    public RandomReports(long seed) {
        random = new Random(seed);
    }

    /** Tells every store the same report, or now and then a feed. Returns what each of them answered. */
    public List<String> tellNext(List<Store> stores) {
        long seed = random.nextLong();
        now = now.plusSeconds(random.nextInt(6) * 3600L);
        int kind = random.nextInt(12);
        List<String> answers = new ArrayList<>();
        for (Store store : stores) {
            Random same = new Random(seed);
            answers.add(
                    switch (kind) {
                        case 0 -> tellFeed(store, same);
                        case 1 -> decide(store, same);
                        default -> tellReport(store, same);
                    });
        }
        return answers;
    }

    private static String decide(Store store, Random random) {
        int devices = StoreState.fleet(store).size();
        List<DeviceDecision> decisions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0 && devices > 0; i--) {
            String tag = "tag" + random.nextInt(4);
            int slot = random.nextInt(devices);
            decisions.add(
                    switch (random.nextInt(3)) {
                        case 0 -> DeviceDecision.addTag(slot, tag);
                        case 1 -> DeviceDecision.removeTag(slot, tag);
                        default -> DeviceDecision.value(slot, any(random, DeviceValue.values()));
                    });
        }
        return "decided " + Arrays.toString(store.decide(decisions));
    }

    private String tellReport(Store store, Random random) {
        Kind kind = Kind.values()[random.nextInt(3)];
        try (ReportTransaction report = store.beginReport(new ReportHeader("source" + random.nextInt(3), kind))) {
            report.reportedAt(time(random));
            for (int i = random.nextInt(4); i > 0; i--) report.device(device(random));
            for (int i = random.nextInt(12); i > 0; i--) report.finding(finding(random, kind));
            for (int i = random.nextInt(3); i > 0; i--) report.weakness(facts(random));
            for (int i = random.nextInt(6); i > 0; i--) report.software(software(random));
            for (int i = random.nextInt(3); i > 0; i--) report.fix(cve(random), piece(random), update(random));
            for (int i = random.nextInt(2); i > 0; i--) report.control(description(random));
            if (random.nextInt(4) == 0) {
                report.alias(new Alias("GHSA-" + random.nextInt(4), "CVE-2020-" + random.nextInt(4)));
            }
            if (random.nextInt(10) == 0) return "given up";
            ReportReceipt receipt = report.commit();
            List<Integer> touched = new ArrayList<>();
            for (int slot : receipt.touchedSlots()) touched.add(slot);
            return "report %d: devices %d new, %d known; findings %d new, %d unchanged, %d fixed; threats %s; fixes %s; aliases %s; touched %s"
                    .formatted(
                            receipt.report(),
                            receipt.devicesNew(),
                            receipt.devicesKnown(),
                            receipt.findingsNew(),
                            receipt.findingsUnchanged(),
                            receipt.findingsFixed(),
                            receipt.threatsChanged(),
                            receipt.fixesChanged(),
                            receipt.aliasesChanged(),
                            touched);
        }
    }

    private String tellFeed(Store store, Random random) {
        Feed which = any(random, Feed.values());
        try (FeedTransaction feed = store.beginFeed(which)) {
            feed.edition(
                    random.nextBoolean() ? null : "model" + random.nextInt(3),
                    random.nextBoolean() ? null : time(random));
            for (int i = random.nextInt(5); i > 0; i--) feed.weakness(facts(random));
            for (int i = random.nextInt(5); i > 0; i--) {
                if (Texts.RANKED.contains(which)) feed.text(text(random));
            }
            return random.nextInt(5) == 0 ? "given up" : "feed " + feed.commit();
        }
    }

    private ReportedDevice device(Random random) {
        return new ReportedDevice(
                "d" + random.nextInt(8),
                or(
                        random,
                        random.nextBoolean()
                                ? "Host" + random.nextInt(4) + ".example.org"
                                : "plain" + random.nextInt(3)),
                or(random, random.nextInt(4) == 0 ? "None" : "group" + random.nextInt(3)),
                or(random, random.nextInt(5)),
                or(random, List.of("tag" + random.nextInt(3), "all")),
                or(random, "os" + random.nextInt(2)),
                or(random, "domain" + random.nextInt(2)),
                or(random, any(random, DeviceValue.values())),
                or(random, random.nextBoolean()),
                or(random, random.nextBoolean()),
                random.nextInt(4) > 0,
                or(random, time(random)),
                or(random, random.nextInt(4) == 0 ? List.of() : List.of(control(random), control(random))),
                details(random),
                or(random, time(random)));
    }

    private static DeviceDetails details(Random random) {
        DeviceDetails details = DeviceDetails.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            details = details.with(any(random, DeviceDetail.values()), "detail" + random.nextInt(3));
        }
        return details;
    }

    private ReportedFinding finding(Random random, Kind kind) {
        return new ReportedFinding(
                "d" + random.nextInt(8),
                "CVE-2024-" + random.nextInt(6),
                new FindingPath(
                        new Software("vendor", "product" + random.nextInt(2), "1." + random.nextInt(2)),
                        random.nextBoolean() ? "" : "update",
                        random.nextInt(6) == 0 ? any(random, FindingStatus.values()) : FindingStatus.OPEN,
                        random.nextInt(9) == 0,
                        random.nextInt(9) == 0
                                ? new RemediationException(
                                        any(random, Justification.values()), or(random, LocalDate.of(2026, 7, 1)))
                                : null),
                kind == Kind.DELTA && random.nextInt(3) == 0 ? Change.FIXED : Change.PRESENT,
                or(random, time(random)));
    }

    private static ThreatFacts facts(Random random) {
        return new ThreatFacts(
                "CVE-2024-" + random.nextInt(6),
                random.nextInt(3) == 0 ? ThreatFacts.MISSING : random.nextInt(11) * 10_000,
                random.nextInt(3) == 0 ? ThreatFacts.MISSING : random.nextInt(11) * 10,
                any(random, Severity.values()),
                any(random, AttackVector.values()),
                Evidence.ofBits(random.nextInt(32)),
                random.nextInt(5) == 0,
                any(random, EndOfSupport.values()));
    }

    private ReportedSoftware software(Random random) {
        return new ReportedSoftware(
                "d" + random.nextInt(8),
                piece(random),
                random.nextBoolean(),
                or(random, any(random, SupportStatus.values())),
                or(random, LocalDate.of(2026, 1 + random.nextInt(3), 1)),
                or(random, time(random)),
                random.nextBoolean() ? List.of() : List.of("/b" + random.nextInt(3), "/a" + random.nextInt(2)),
                random.nextBoolean() ? List.of() : List.of("HKLM\\" + random.nextInt(2)));
    }

    private static Software piece(Random random) {
        return new Software("vendor", "product" + random.nextInt(2), "1." + random.nextInt(2));
    }

    private static String cve(Random random) {
        return "CVE-2024-" + random.nextInt(6);
    }

    private static SecurityUpdate update(Random random) {
        return new SecurityUpdate(
                "1." + random.nextInt(3),
                or(random, "KB" + random.nextInt(2)),
                null,
                or(random, "https://example.org"));
    }

    private static ControlDescription description(Random random) {
        return new ControlDescription(
                "control" + random.nextInt(3), "name" + random.nextInt(3), or(random, "OS"), null, or(random, "do it"));
    }

    private WeaknessText text(Random random) {
        return new WeaknessText(
                cve(random),
                or(random, "text" + random.nextInt(3)),
                or(random, "CVSS:3.1/" + random.nextInt(3)),
                or(random, time(random)),
                time(random),
                random.nextBoolean() ? List.of() : List.of("https://example.org/" + random.nextInt(3)));
    }

    private static Control control(Random random) {
        return new Control("control" + random.nextInt(3), random.nextInt(3), random.nextBoolean());
    }

    /** Mostly a bit before now, so that reports overtake each other, but not all of them. */
    private Instant time(Random random) {
        return now.minusSeconds(random.nextInt(4) * random.nextInt(20) * 3600L).plusNanos(random.nextInt(3) * 500L);
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static <T> @Nullable T or(Random random, T value) {
        return random.nextInt(3) == 0 ? null : value;
    }
}

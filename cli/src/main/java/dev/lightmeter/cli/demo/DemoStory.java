package dev.lightmeter.cli.demo;

import dev.lightmeter.cli.demo.DemoCatalogue.Entry;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.decision.ExceptionDesk;
import dev.lightmeter.server.decision.Exceptions;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.history.HistoryRecorder;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The month before the demo begins: scans, an exception that ends, a round of patches, and in the last week a group
 * that rises for reasons that can be told. It ends with the fleet and the facts of {@link DemoFleet}, and with a history.
 */
final class DemoStory {

    /** The group that rises. */
    static final String GROUP = "Finance";

    /** A fix of these days, which a third of the group lacks; then attacks become known. */
    static final String NEWS = "CVE-2025-14174";

    private static final int FIRST_SCAN = 29;
    private static final int EXCEPTION = 20;
    private static final int PATCHED = 15;
    private static final int SERVERS_PATCHED = 8;
    private static final int NEWS_FOUND = 6;
    private static final int OTHER_EPSS_MODEL = 5;
    private static final int MOVED = 4;
    private static final int ATTACKED = 3;
    private static final int LAST_SCAN = 1;

    /** From this number on, machines of the group came from {@link #MOVED_FROM}. */
    private static final int FIRST_MOVED = 229;

    private static final String WARDS = "Hospital wards";
    private static final List<String> SERVERS = List.of("Domain Controllers", "DMZ");

    private static final String MOVED_FROM = "Engineering laptops";

    private final Store store;
    private final Instant now;
    private final DemoFleet fleet = new DemoFleet();
    private final StoryClock clock;

    DemoStory(Store store, Instant now) {
        this.store = store;
        this.now = now;
        this.clock = new StoryClock(new DemoTime(now, FIRST_SCAN).time());
    }

    /** Fills the store, which is empty. */
    void tell() {
        fleet.loadEarlierEpss(store);
        fleet.loadEarlierKev(store);
        fleet.loadNvd(store);
        LiveExposure exposure = LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, clock);
        exposure.recordWith(new HistoryRecorder(store.history()));
        scan(exposure, FIRST_SCAN, "all groups", _ -> true);
        except(exposure);
        scan(exposure, PATCHED, WARDS, profile -> profile.group().equals(WARDS));
        scan(exposure, SERVERS_PATCHED, "servers", profile -> SERVERS.contains(profile.group()));
        scan(exposure, NEWS_FOUND, GROUP, DemoStory::rises);
        clock.to(new DemoTime(now, OTHER_EPSS_MODEL).time());
        fleet.loadEpss(store);
        exposure.takeFeed(feed("EPSS", DemoCatalogue.EPSS_MODEL, DemoCatalogue.EPSS_DAY));
        scan(exposure, MOVED, GROUP, DemoStory::rises);
        clock.to(new DemoTime(now, ATTACKED).time());
        fleet.loadKev(store);
        exposure.takeFeed(feed("KEV", DemoCatalogue.KEV_MODEL, DemoCatalogue.KEV_DAY));
        scan(exposure, LAST_SCAN, "all groups", _ -> true);
        clock.to(now);
        exposure.takeDay();
    }

    private void scan(LiveExposure exposure, int daysBefore, String what, Predicate<Profile> which) {
        DemoTime time = new DemoTime(now, daysBefore);
        clock.to(time.time());
        exposure.take(fleet.scan(store, time, which), HistoryMark.of(HistoryMark.Kind.IMPORT, "demo: scan of " + what));
    }

    /** Until the patch is there, something else stands before the machines. */
    private void except(LiveExposure exposure) {
        clock.to(new DemoTime(now, EXCEPTION).time());
        ExceptionDesk desk = new ExceptionDesk(
                new Exceptions(store, clock),
                new Views(() -> Optional.of(exposure.current()), _ -> List.of()),
                () -> exposure,
                new AuditLog(store.journal(), clock));
        LocalDate lastDay = LocalDate.ofInstant(new DemoTime(now, PATCHED + 1).time(), ZoneOffset.UTC);
        desk.create(RunningServer.OWNER, """
                {"recommendationId": "va-_-microsoft-_-office", "justification": "alternate_mitigation",
                 "lastDay": "%s", "note": "macros are switched off until the patch is rolled out"}
                """.formatted(lastDay).getBytes(StandardCharsets.UTF_8));
    }

    private static HistoryMark feed(String name, String model, String day) {
        return HistoryMark.of(HistoryMark.Kind.FEED, name + " " + model + " of " + day);
    }

    private static boolean rises(Profile profile) {
        return profile.group().equals(GROUP);
    }

    /** The device group of a machine at a moment. */
    static String group(Profile profile, int number, DemoTime time) {
        boolean elsewhere = rises(profile) && number >= FIRST_MOVED && time.daysBefore() > MOVED;
        return elsewhere ? MOVED_FROM : profile.group();
    }

    /** By how many months of fixes a machine was further behind than at the end. */
    static int monthsBehind(Profile profile, int number, DemoTime time) {
        if (profile.group().equals(WARDS)) return time.daysBefore() > PATCHED ? 2 : 0;
        if (SERVERS.contains(profile.group())) return time.daysBefore() > SERVERS_PATCHED && number % 3 == 0 ? 1 : 0;
        return time.daysBefore() > LAST_SCAN && number % 3 == 0 ? 1 : 0;
    }

    static boolean hasNews(Profile profile, int number, Entry entry, DemoTime time) {
        return rises(profile) && number % 3 == 0 && entry.id().equals(NEWS) && time.daysBefore() <= NEWS_FOUND;
    }

    /** Since when machines are known to have {@link #NEWS}. */
    static Instant newsSince(DemoTime time) {
        return new DemoTime(time.now(), NEWS_FOUND).time();
    }

    /** What an edition before the model of today could have said: less of the newer weaknesses, more of some older ones. */
    static ThreatFacts inEarlierEpss(Entry entry) {
        int percent = entry.published().getYear() >= 2024
                ? 60
                : 70 + Math.floorMod(entry.id().hashCode(), 5) * 10;
        return entry.inEpss().withEpss(Math.min(100_000, entry.epssP5() * percent / 100));
    }

    /** Stands still until the story goes on. */
    private static final class StoryClock extends Clock {

        private Instant time;

        StoryClock(Instant time) {
            this.time = time;
        }

        void to(Instant next) {
            if (next.isBefore(time)) throw new IllegalArgumentException(next + " comes before " + time);
            time = next;
        }

        @Override
        public Instant instant() {
            return time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(time, zone);
        }
    }
}

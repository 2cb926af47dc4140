package dev.lightmeter.cli.score;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes a report on as if it had been made at one given time. A device keeps its age: what the report saw three days
 * before its own time was seen three days before the given one. So scanner files of any age can be scored together.
 *
 * <p>Devices wait until the report has been read, because it may tell its time at its end.
 */
final class PictureOfToday implements ReportSink {

    private final ReportSink to;
    private final Instant today;
    private final List<ReportedDevice> devices = new ArrayList<>();
    private @Nullable Instant told;

    PictureOfToday(ReportSink to, Instant today) {
        this.to = to;
        this.today = today;
    }

    @Override
    public synchronized void reportedAt(Instant time) {
        if (told == null || time.isAfter(told)) told = time;
    }

    @Override
    public synchronized void device(ReportedDevice device) {
        devices.add(device);
    }

    @Override
    public void finding(ReportedFinding finding) {
        to.finding(finding);
    }

    @Override
    public void weakness(ThreatFacts facts) {
        to.weakness(facts);
    }

    @Override
    public void alias(Alias alias) {
        to.alias(alias);
    }

    /** The time that the report describes: what it says, else when it last saw a device; empty if neither is told. */
    synchronized Optional<Instant> time() {
        return told != null
                ? Optional.of(told)
                : devices.stream()
                        .flatMap(device -> Stream.ofNullable(device.seenAt()))
                        .max(Instant::compareTo);
    }

    /** Hands on the devices; call it once, when the report has been read. */
    synchronized void finish() {
        Optional<Instant> time = time();
        to.reportedAt(today);
        for (ReportedDevice device : devices) {
            Instant seenAt = device.seenAt();
            long age = seenAt == null || time.isEmpty() ? 0 : Math.max(0, days(seenAt, time.get()));
            to.device(seenAt(device, today.minus(age, ChronoUnit.DAYS)));
        }
    }

    private static long days(Instant from, Instant to) {
        return ChronoUnit.DAYS.between(
                LocalDate.ofInstant(from, ZoneOffset.UTC), LocalDate.ofInstant(to, ZoneOffset.UTC));
    }

    private static ReportedDevice seenAt(ReportedDevice device, Instant seenAt) {
        return device.withSeenAt(seenAt);
    }
}

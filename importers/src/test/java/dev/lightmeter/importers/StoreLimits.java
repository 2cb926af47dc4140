package dev.lightmeter.importers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.importers.reading.Texts;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store can keep: ids and labels that are short and clean, times of this age. */
final class StoreLimits {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private StoreLimits() {}

    /** @param what describes the file in the message of a failure */
    static void assertKeepable(RecordingSink told, String what) {
        told.devices.forEach(device -> check(device, what));
        told.findings.forEach(finding -> check(finding, what));
        told.weaknesses.forEach(facts -> assertId(facts.weakness(), what));
        told.texts.forEach(text -> assertId(text.weakness(), what));
        told.installed.forEach(installed -> {
            assertId(installed.device(), what);
            check(installed.software(), what);
        });
        assertTime(told.time, what);
    }

    private static void check(ReportedDevice device, String what) {
        assertId(device.id(), what);
        Stream.of(device.name(), device.group(), device.osPlatform(), device.domain())
                .filter(Objects::nonNull)
                .forEach(label -> assertLabel(label, what));
        if (device.tags() != null) device.tags().forEach(tag -> assertLabel(tag, what));
        assertTime(device.seenAt(), what);
    }

    private static void check(ReportedFinding finding, String what) {
        assertId(finding.device(), what);
        assertId(finding.weakness(), what);
        check(finding.path().software(), what);
        assertLabel(finding.path().recommendation(), what);
        assertTime(finding.firstSeen(), what);
    }

    private static void check(Software software, String what) {
        Stream.of(software.vendor(), software.product(), software.version()).forEach(label -> assertLabel(label, what));
    }

    private static void assertId(String id, String what) {
        if (Texts.flawOfId(id) != null)
            assertThat(Texts.flawOfId(id)).as("%s: id %s", what, id).isNull();
    }

    private static void assertLabel(String label, String what) {
        if (label.length() <= Texts.LONGEST && label.equals(Texts.clean(label))) return;
        assertThat(label).as(what).hasSizeLessThanOrEqualTo(Texts.LONGEST).isEqualTo(Texts.clean(label));
    }

    private static void assertTime(@Nullable Instant time, String what) {
        if (time == null || (!time.isBefore(EARLIEST) && !time.isAfter(LATEST))) return;
        assertThat(time).as(what).isBetween(EARLIEST, LATEST);
    }
}

package dev.lightmeter.storage.staging;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a report says about devices, collected from several threads. Its findings go straight to the store. */
public final class StagedReport {

    private final ReportHeader header;
    private final Clock clock;
    private final AtomicLong reportedAt = new AtomicLong(Micros.NEVER);
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentHashMap<String, StagedDevice> devices = new ConcurrentHashMap<>();

    public StagedReport(ReportHeader header, Clock clock) {
        this.header = new ReportHeader(Text.storable(header.source()), header.kind());
        this.clock = clock;
    }

    public String source() {
        return header.source();
    }

    public ReportHeader.Kind kind() {
        return header.kind();
    }

    /** True if the report is about findings, so that a device in it was looked at. */
    public boolean isAboutFindings() {
        return header.kind() != ReportHeader.Kind.INVENTORY;
    }

    public void reportedAt(Instant time) {
        reportedAt.accumulateAndGet(Micros.of(time), Math::max);
    }

    public void device(ReportedDevice device) {
        ReportedDevice statement = storable(device);
        staged(statement.id()).add(statement);
    }

    /** The number of a device in this report; the next one if the report has not named it before. */
    public int number(String device) {
        return staged(Text.storable(device)).number();
    }

    /**
     * The time that the report describes, in microseconds: the latest one it told, now if it told none. A time to come
     * counts as now, or a scanner with a wrong clock would outrank itself until then.
     */
    public long time() {
        long now = now();
        long told = reportedAt.get();
        return told == Micros.NEVER ? now : Math.min(told, now);
    }

    /** The time at which the report is recorded, in microseconds. */
    public long now() {
        return Micros.of(clock.instant());
    }

    /** The devices in the order of their ids: the order in which a store numbers new ones. */
    public List<StagedDevice> devices() {
        return devices.values().stream()
                .sorted(Comparator.comparing(StagedDevice::id))
                .toList();
    }

    private StagedDevice staged(String id) {
        StagedDevice known = devices.get(id);
        return known != null
                ? known
                : devices.computeIfAbsent(id, absent -> new StagedDevice(numbers.getAndIncrement(), absent));
    }

    private static ReportedDevice storable(ReportedDevice said) {
        return new ReportedDevice(
                Text.storable(said.id()),
                Text.storableOrNull(said.name()),
                Text.storableOrNull(said.group()),
                said.groupId(),
                storableTags(said.tags()),
                Text.storableOrNull(said.osPlatform()),
                Text.storableOrNull(said.domain()),
                said.value(),
                said.internetFacing(),
                said.excluded(),
                said.assessed(),
                said.seenAt(),
                storableControls(said.controls()),
                storableDetails(said.details()),
                said.firstSeen());
    }

    private static DeviceDetails storableDetails(DeviceDetails details) {
        if (details.known().values().stream()
                .allMatch(value -> Text.storable(value).equals(value))) return details;
        Map<DeviceDetail, String> storable = new EnumMap<>(DeviceDetail.class);
        details.known().forEach((detail, value) -> storable.put(detail, Text.storable(value)));
        return new DeviceDetails(storable);
    }

    /** Tags are kept one a line, so a tag has no line breaks and is not blank. */
    private static @Nullable List<String> storableTags(@Nullable List<String> tags) {
        if (tags == null || tags.isEmpty()) return tags;
        return tags.stream()
                .map(tag -> Text.storable(tag).replace('\n', ' '))
                .filter(tag -> !tag.isBlank())
                .toList();
    }

    private static @Nullable List<Control> storableControls(@Nullable List<Control> controls) {
        if (controls == null || controls.isEmpty()) return controls;
        return controls.stream()
                .map(control -> Objects.equals(Text.storable(control.id()), control.id())
                        ? control
                        : new Control(Text.storable(control.id()), control.weight(), control.failed()))
                .toList();
    }
}

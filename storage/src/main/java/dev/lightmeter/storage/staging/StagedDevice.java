package dev.lightmeter.storage.staging;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.report.ReportedDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A device as one report names it: by its findings, by any number of statements, or both. */
public final class StagedDevice {

    /** Newest first; equal times by their text, so that the order of arrival does not matter. */
    private static final Comparator<ReportedDevice> NEWEST_FIRST = Comparator.comparing(
                    ReportedDevice::seenAt, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()))
            .thenComparing(ReportedDevice::toString);

    /** Of the times at which a device was first seen, the earliest counts. */
    private static final Comparator<ReportedDevice> EARLIEST_FIRST =
            Comparator.comparing(ReportedDevice::firstSeen, Comparator.nullsLast(Comparator.<Instant>naturalOrder()));

    /** An export that states the device anew in every row must not pile up: from here on only statements that count stay. */
    private static final int MANY = 32;

    /** Each attribute counts from the newest statement that has it. */
    private static final List<Function<ReportedDevice, @Nullable Object>> ATTRIBUTES = List.of(
            ReportedDevice::name,
            ReportedDevice::group,
            ReportedDevice::groupId,
            ReportedDevice::tags,
            ReportedDevice::osPlatform,
            ReportedDevice::domain,
            ReportedDevice::value,
            ReportedDevice::internetFacing,
            ReportedDevice::excluded,
            statement -> statement.assessed() ? Boolean.TRUE : null,
            ReportedDevice::controls);

    private final int number;
    private final String id;
    private List<ReportedDevice> statements = List.of();

    StagedDevice(int number, String id) {
        this.number = number;
        this.id = id;
    }

    /** Number of the device in its report: dense from 0, in the order of arrival. */
    public int number() {
        return number;
    }

    /** The source's own id. */
    public String id() {
        return id;
    }

    synchronized void add(ReportedDevice statement) {
        if (statements.isEmpty()) {
            statements = List.of(statement); // nearly always the only one
            return;
        }
        if (statements.contains(statement)) return;
        List<ReportedDevice> grown = new ArrayList<>(statements);
        grown.add(statement);
        statements = grown.size() > MANY ? thatCount(grown) : grown;
    }

    private static List<ReportedDevice> thatCount(List<ReportedDevice> statements) {
        List<ReportedDevice> said = statements.stream().sorted(NEWEST_FIRST).toList();
        Set<ReportedDevice> counting = new LinkedHashSet<>();
        counting.add(said.getFirst());
        for (Function<ReportedDevice, @Nullable Object> attribute : ATTRIBUTES) {
            said.stream()
                    .filter(statement -> attribute.apply(statement) != null)
                    .findFirst()
                    .ifPresent(counting::add);
        }
        said.stream().filter(statement -> statement.controls() != null).forEach(counting::add);
        for (DeviceDetail detail : DeviceDetail.values()) {
            said.stream()
                    .filter(statement -> statement.details().known().containsKey(detail))
                    .findFirst()
                    .ifPresent(counting::add);
        }
        said.stream()
                .filter(statement -> statement.firstSeen() != null)
                .min(EARLIEST_FIRST)
                .ifPresent(counting::add);
        return List.copyOf(counting);
    }

    /**
     * All statements of the report in one: each attribute from the newest statement that has it. Null if the report names
     * the device by its findings alone.
     */
    public synchronized @Nullable ReportedDevice statement() {
        if (statements.isEmpty()) return null;
        if (statements.size() == 1) return statements.getFirst();
        List<ReportedDevice> said = statements.stream().sorted(NEWEST_FIRST).toList();
        return new ReportedDevice(
                id,
                first(said, ReportedDevice::name),
                first(said, ReportedDevice::group),
                first(said, ReportedDevice::groupId),
                first(said, ReportedDevice::tags),
                first(said, ReportedDevice::osPlatform),
                first(said, ReportedDevice::domain),
                StagedDevice.<DeviceValue>first(said, ReportedDevice::value),
                first(said, ReportedDevice::internetFacing),
                first(said, ReportedDevice::excluded),
                said.stream().anyMatch(ReportedDevice::assessed),
                said.getFirst().seenAt(),
                controls(said),
                said.stream().map(ReportedDevice::details).reduce(DeviceDetails.NONE, DeviceDetails::orElse),
                said.stream().min(EARLIEST_FIRST).map(ReportedDevice::firstSeen).orElse(null));
    }

    /** Pages cut a device in two, so the results of all statements count; of one control those of the newest one. */
    private static @Nullable List<Control> controls(List<ReportedDevice> said) {
        Map<String, List<Control>> byId = new TreeMap<>();
        boolean any = false;
        for (ReportedDevice statement : said) {
            if (statement.controls() == null) continue;
            any = true;
            Map<String, List<Control>> here = new TreeMap<>();
            statement.controls().forEach(control -> here.computeIfAbsent(control.id(), absent -> new ArrayList<>())
                    .add(control));
            here.forEach(byId::putIfAbsent);
        }
        return any ? byId.values().stream().flatMap(List::stream).toList() : null;
    }

    /** One control for each id, ordered by id; a failed one hides a compliant one, then the heavier one counts. */
    public static List<Control> worstById(List<Control> controls) {
        TreeMap<String, Control> worst = new TreeMap<>();
        for (Control control : controls) {
            worst.merge(control.id(), control, (one, other) -> {
                if (one.failed() != other.failed()) return one.failed() ? one : other;
                return one.weight() >= other.weight() ? one : other;
            });
        }
        return List.copyOf(worst.values());
    }

    private static <T> @Nullable T first(List<ReportedDevice> said, Function<ReportedDevice, @Nullable T> attribute) {
        for (ReportedDevice statement : said) {
            T value = attribute.apply(statement);
            if (value != null) return value;
        }
        return null;
    }
}

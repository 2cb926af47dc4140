package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.storage.FindingPeriod;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.staging.Decided;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Reads devices with their open findings, a stretch of slots at a time, so that the heap holds no more than that twice. */
final class FleetReader {

    private static final int STRETCH = 1 << 16;

    private final Sql sql;
    private final int devices;

    /** All that is read comes from one moment. */
    FleetReader(Sql sql) {
        this.sql = sql;
        this.devices = Math.toIntExact(sql.number("select count(*) from device"));
    }

    void readAll(Consumer<FleetDevice> consumer) {
        for (int from = 0; from < devices; from += STRETCH) {
            int to = Math.min(from + STRETCH, devices);
            int[] slots = new int[to - from];
            for (int i = 0; i < slots.length; i++) slots[i] = from + i;
            read(slots, OpenAt.NOW, consumer);
        }
    }

    void read(Consumer<FleetDevice> consumer, int[] chosen) {
        read(chosen, consumer, OpenAt.NOW);
    }

    /** The devices that were there at a moment, with what was open then. */
    void readAt(Moment moment, Consumer<FleetDevice> consumer, int[] chosen) {
        read(chosen, consumer, OpenAt.moment(moment));
    }

    private void read(int[] chosen, Consumer<FleetDevice> consumer, OpenAt when) {
        int[] slots = Arrays.stream(chosen)
                .filter(slot -> slot >= 0 && slot < devices)
                .sorted()
                .distinct()
                .toArray();
        for (int from = 0; from < slots.length; from += STRETCH) {
            read(Arrays.copyOfRange(slots, from, Math.min(from + STRETCH, slots.length)), when, consumer);
        }
    }

    /** Every finding that the device has or had. */
    List<FindingPeriod> findings(int slot) {
        List<FindingPeriod> periods = new ArrayList<>();
        sql.read("""
                select f.weakness, f.path, s.name, epoch_us(f.first_seen),
                    epoch_us(case when f.fixed_at is null then x.findings_at else f.last_seen end), epoch_us(f.fixed_at),
                    epoch_us(f.recorded_at), epoch_us(f.fixed_recorded_at)
                from finding f join source s on s.id = f.source
                join device_source x on x.source = f.source and x.device = f.device
                where f.device = %1$d and x.device = %1$d
                order by f.weakness, f.path, s.name, f.first_seen""".formatted(slot), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                periods.add(new FindingPeriod(
                        chunk.vector(0).getInt(row),
                        chunk.vector(1).getInt(row),
                        chunk.vector(2).getString(row),
                        Micros.instant(chunk.vector(3).getLong(row)),
                        Micros.instant(chunk.vector(4).getLong(row)),
                        Stored.instant(chunk.vector(5), row),
                        Micros.instant(chunk.vector(6).getLong(row)),
                        Stored.instant(chunk.vector(7), row)));
            }
        });
        return List.copyOf(periods);
    }

    /** @param slots ascending, each once, all of existing devices */
    private void read(int[] slots, OpenAt when, Consumer<FleetDevice> consumer) {
        if (slots.length == 0) return;
        SlotRange range = new SlotRange(slots);
        OpenFindings findings = OpenFindings.read(sql, slots, range, when);
        Map<Integer, List<Control>> controls = controls(range);
        sql.read("""
                select d.slot, d.id, d.name, d.tags, d.os_platform, d.domain, d.value, d.internet_facing, d.excluded,
                    g.name, epoch_us(a.assessed_at), o.value, o.tags_added, o.tags_removed,
                    d.device_kind
                from device d
                left join device_group g on g.id = d.device_group
                left join device_decision o on o.device = d.slot
                left join (
                    select x.device, min(x.first_seen) as first_seen,
                        max(greatest(x.assessed_at, case when s.reports_findings then x.vouched_at end)) as assessed_at
                    from device_source x join source s on s.id = x.source
                    where %s group by x.device) a
                on a.device = d.slot
                where %s and %s
                order by d.slot""".formatted(range.of("x.device"), range.of("d.slot"), when.devices()), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int slot = chunk.vector(0).getInt(row);
                int place = Arrays.binarySearch(slots, slot);
                if (place < 0) continue; // lies between the chosen ones
                Device device = device(chunk, row, controls.getOrDefault(slot, List.of()));
                consumer.accept(findings.of(place, slot, device));
            }
        });
    }

    private Map<Integer, List<Control>> controls(SlotRange range) {
        Map<Integer, List<Control>> controls = new HashMap<>();
        sql.read(
                "select device, control, weight, failed from control_result where " + range.of("device"),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        controls.computeIfAbsent(chunk.vector(0).getInt(row), absent -> new ArrayList<>())
                                .add(new Control(
                                        chunk.vector(1).getString(row),
                                        chunk.vector(2).getInt(row),
                                        chunk.vector(3).getBoolean(row)));
                    }
                });
        controls.replaceAll((device, results) -> StagedDevice.worstById(results));
        return controls;
    }

    private static Device device(DuckDBDataChunkReader chunk, int row, List<Control> controls) {
        String id = chunk.vector(1).getString(row);
        DuckDBReadableVector name = chunk.vector(2);
        List<String> tags = Stored.lines(Stored.textOrEmpty(chunk.vector(3), row));
        String value = Stored.text(chunk.vector(6), row);
        Decided decided = DecisionTable.decided(chunk, row, 11);
        DuckDBReadableVector assessedAt = chunk.vector(10);
        return new Device(
                id,
                name.isNull(row) ? id : name.getString(row),
                decided.tags(tags),
                Stored.textOrEmpty(chunk.vector(4), row),
                Stored.textOrEmpty(chunk.vector(5), row),
                decided.value(value == null ? null : Stored.word(DeviceValue.class, value)),
                Stored.truth(chunk.vector(7), row),
                Stored.truth(chunk.vector(8), row),
                assessedAt.isNull(row) ? null : Micros.day(assessedAt.getLong(row)),
                Stored.text(chunk.vector(9), row),
                controls,
                DeviceKind.ofWire(Stored.textOrEmpty(chunk.vector(14), row)).orElse(DeviceKind.HOST));
    }
}

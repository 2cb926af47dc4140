package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.staging.StagedDevice;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds the device behind each id of a report: by the source's id, else by DNS name, else it is new. Leaves the temporary
 * table {@code named}: number in the report, slot, and which parts of the report are older than what the source said
 * before.
 */
final class Identification {

    /** Up to here ids are named in the statement, which lets DuckDB skip rows early. */
    private static final int FEW = 256;

    private final ReportContext report;
    private final Sql sql;

    Identification(ReportContext report) {
        this.report = report;
        this.sql = report.sql();
    }

    /** Returns the slots of the report's devices, ascending. New devices have slots from {@code nextSlot} on. */
    int[] identify(List<StagedDevice> devices, int nextSlot) {
        findById(devices);
        if (sql.number("select count(*) from named where slot is null") > 0) {
            findByName();
            sql.execute("""
                    update named set slot = n.slot, added = true
                    from (select number, %d + cast(row_number() over (order by ordinal) as integer) - 1 as slot
                          from named where slot is null) n
                    where n.number = named.number""".formatted(nextSlot));
        }
        return slots(devices.size());
    }

    private void findById(List<StagedDevice> devices) {
        boolean few = devices.size() <= FEW;
        Object[] ids = few ? devices.stream().map(StagedDevice::id).toArray() : new Object[0];
        String known = few && !devices.isEmpty()
                ? " and source_device in (" + String.join(", ", Collections.nCopies(devices.size(), "?")) + ")"
                : "";
        sql.execute("""
                create temp table named as
                select s.number, s.ordinal, s.source_device, s.dns_name, k.device as slot,
                    false as added, k.device is null as first_named,
                    coalesce(k.findings_at > %1$s, false) as findings_outdated,
                    coalesce(k.described_at > %1$s, false) as attributes_outdated,
                    k.findings_at as previously
                from staged_device s
                left join (select * from device_source where source = %2$d%3$s) k
                    on k.source_device = s.source_device""".formatted(report.at(), report.source(), known), ids);
    }

    /** The first unknown id of a name goes with the first device of that name that the source has no id for, and so on. */
    private void findByName() {
        sql.execute("""
                update named set slot = found.slot
                from (
                    select stranger.number, candidate.slot
                    from (
                        select number, dns_name, row_number() over (partition by dns_name order by ordinal) as place
                        from named where slot is null and dns_name <> '') stranger
                    join (
                        select slot, dns_name, row_number() over (partition by dns_name order by slot) as place
                        from device
                        where dns_name in (select dns_name from named where slot is null and dns_name <> '')
                            and not exists (
                                select 1 from device_source x where x.device = device.slot and x.source = %d)) candidate
                    on candidate.dns_name = stranger.dns_name and candidate.place = stranger.place) found
                where found.number = named.number""".formatted(report.source()));
    }

    private int[] slots(int size) {
        int[] slots = new int[size];
        int[] filled = new int[1];
        sql.read("select slot from named", (chunk, rows) -> {
            for (int row = 0; row < rows; row++)
                slots[filled[0]++] = chunk.vector(0).getInt(row);
        });
        Arrays.sort(slots);
        return slots;
    }
}

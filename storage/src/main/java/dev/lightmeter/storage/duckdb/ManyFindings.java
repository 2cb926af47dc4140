package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Compares the findings of a large report in the database, all devices at once. Needs the temporary table {@code
 * staged_finding}.
 */
final class ManyFindings implements FindingCommit {

    private static final int UNCHANGED = 0;
    private static final int OPENING = 1;
    private static final int CLOSING = 2;

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;

    ManyFindings(ReportContext report, SlotRange slots) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
    }

    @Override
    public Changes apply(List<NamedDevice> named, BitSet touched) {
        writeNamed(named);
        compare();
        int[] counts = new int[3];
        sql.read("select action, count(*) from change group by action", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                counts[chunk.vector(0).getInt(row)] =
                        Math.toIntExact(chunk.vector(1).getLong(row));
            }
        });
        if (counts[OPENING] > 0) open(counts[CLOSING] > 0);
        if (counts[CLOSING] > 0) close();
        if (counts[OPENING] + counts[CLOSING] > 0) {
            sql.read("select distinct device from change where action <> " + UNCHANGED, (chunk, rows) -> {
                for (int row = 0; row < rows; row++) touched.set(chunk.vector(0).getInt(row));
            });
        }
        sql.execute("drop table change");
        sql.execute("drop table named");
        return new Changes(counts[OPENING], counts[UNCHANGED], counts[CLOSING]);
    }

    /** Where the devices of the report are, and whether its word about their findings counts. */
    private void writeNamed(List<NamedDevice> named) {
        sql.execute("""
                create temp table named (
                    number integer, slot integer, counts boolean, whole boolean, previously timestamp)""");
        try (DuckDBAppender rows = sql.temporaryAppender("named")) {
            for (NamedDevice device : named) {
                rows.beginRow()
                        .append(device.staged.number())
                        .append(device.slot)
                        .append(device.findingsCount(report.time()))
                        .append(report.kind() == Kind.FULL && device.isAssessed());
                if (device.findingsAt == Micros.NEVER) {
                    rows.appendNull();
                } else {
                    rows.appendEpochMicros(device.findingsAt);
                }
                rows.endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /**
     * One row for each path that the report states or that is about to close. What a report says is there and gone at the
     * same time is there; what a device whose findings do not count is said to have is left as it is.
     */
    private void compare() {
        sql.execute("""
                create temp table change as
                select coalesce(s.device, k.device) as device, coalesce(s.what, k.what) as what,
                    case when k.device is not null and (s.device is null or s.fixed) then %1$d
                         when k.device is null and s.counts then %2$d
                         else %3$d end as action,
                    s.first_seen, k.open_since, k.previously
                from (
                    select n.slot as device, f.what, bool_and(f.fixed) as fixed, min(f.first_seen) filter (where not f.fixed) as first_seen, n.counts
                    from staged_finding f join named n on n.number = f.number
                    %4$s
                    group by n.slot, n.counts, f.what) s
                full join (
                    select f.device, (cast(f.weakness as bigint) << 32) | f.path as what,
                        epoch_us(f.first_seen) as open_since, n.previously, n.whole
                    from finding f join named n on n.slot = f.device
                    where f.source = %5$d and f.fixed_at is null and %6$s and n.counts) k
                on k.device = s.device and k.what = s.what
                where (s.device is not null or k.whole) and (k.device is not null or not s.fixed)""".formatted(
                        CLOSING,
                        OPENING,
                        UNCHANGED,
                        report.kind() == Kind.FULL ? "where not f.fixed" : "",
                        report.source(),
                        slots.of("f.device")));
    }

    /**
     * A path that replaces another one of its weakness takes over its first sight; one that comes back starts anew after
     * its last fix. The order by device keeps the rows of a device in few blocks.
     */
    private void open(boolean someClose) {
        String replaced = someClose ? """
                left join (
                    select device, what >> 32 as weakness, min(open_since) as open_since
                    from change where action = %d group by device, what >> 32) replaced
                on replaced.device = c.device and replaced.weakness = c.what >> 32""".formatted(CLOSING) : "cross join (select null as open_since) replaced";
        sql.execute("""
                insert into finding
                select c.device, cast(c.what >> 32 as integer), cast(c.what & 4294967295 as integer), %1$d,
                    make_timestamp(case
                        when replaced.open_since is not null then least(c.first_seen, %2$d, replaced.open_since)
                        else greatest(least(c.first_seen, %2$d), epoch_us(latest.fixed_at)) end),
                    null, null, make_timestamp(%6$d), null
                from change c
                %3$s
                left join (
                    select device, (cast(weakness as bigint) << 32) | path as what, max(fixed_at) as fixed_at
                    from finding where source = %1$d and fixed_at is not null and %4$s
                    group by device, what) latest
                on latest.device = c.device and latest.what = c.what
                where c.action = %5$d
                order by c.device, c.what""".formatted(report.source(), report.time(), replaced, slots.of("device"), OPENING, report.now()));
    }

    private void close() {
        sql.execute("""
                update finding set fixed_at = %s, last_seen = c.previously, fixed_recorded_at = make_timestamp(%d)
                from change c
                where c.action = %d and finding.device = c.device
                    and finding.weakness = cast(c.what >> 32 as integer)
                    and finding.path = cast(c.what & 4294967295 as integer)
                    and finding.source = %d and finding.fixed_at is null and %s""".formatted(report.at(), report.now(), CLOSING, report.source(), slots.of("finding.device")));
    }
}

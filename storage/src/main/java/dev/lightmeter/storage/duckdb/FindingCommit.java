package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;

/**
 * Compares the findings of a report with the open ones of its source, opens what is new and closes what is gone. Needs the
 * temporary tables {@code staged_finding}, {@code staged_device} and {@code named}.
 */
final class FindingCommit {

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;

    FindingCommit(ReportContext report, SlotRange slots) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
    }

    Changes apply() {
        if (!report.isAboutFindings()) return new Changes(0, 0, 0);
        collectStated();
        collectChanges();
        long stated = sql.number("select count(*) from stated where not fixed");
        int opened = open();
        int closed = close();
        sql.execute("insert into touched select distinct device from change");
        sql.execute("drop table change");
        sql.execute("drop table stated");
        return new Changes(opened, Math.toIntExact(stated) - opened, closed);
    }

    /** Each path once. What a report says is there and gone at the same time is there. */
    private void collectStated() {
        sql.execute("""
                create temp table stated as
                select n.slot as device, f.what, bool_and(f.fixed) as fixed, min(f.first_seen) as first_seen,
                    bool_or(n.findings_outdated) as outdated
                from staged_finding f join named n on n.number = f.number
                %s
                group by n.slot, f.what""".formatted(report.kind() == Kind.FULL ? "where not f.fixed" : ""));
    }

    private void collectChanges() {
        sql.execute("""
                create temp table change as
                select coalesce(s.device, k.device) as device, coalesce(s.what, k.what) as what,
                    k.device is not null as closing, s.first_seen, k.open_since, k.previously
                from (select device, what, fixed, first_seen from stated where not outdated) s
                full join (
                    select f.device, (cast(f.weakness as bigint) << 32) | f.path as what,
                        epoch_us(f.first_seen) as open_since, n.previously, %s as whole
                    from finding f join named n on n.slot = f.device join staged_device d on d.number = n.number
                    where f.source = %d and f.fixed_at is null and %s and not n.findings_outdated) k
                on k.device = s.device and k.what = s.what
                where (k.device is null and not s.fixed)
                    or (k.device is not null and (s.fixed or (s.device is null and k.whole)))""".formatted(
                        report.kind() == Kind.FULL ? "d.assessed" : "false", report.source(), slots.of("f.device")));
    }

    /**
     * A path that replaces another one of its weakness takes over its first sight; one that comes back starts anew after
     * its last fix. The order by device keeps the rows of a device in few blocks.
     */
    private int open() {
        return sql.execute("""
                insert into finding
                select c.device, cast(c.what >> 32 as integer), cast(c.what & 4294967295 as integer), %1$d,
                    make_timestamp(case
                        when replaced.open_since is not null then least(c.first_seen, %2$d, replaced.open_since)
                        else greatest(least(c.first_seen, %2$d), epoch_us(latest.fixed_at))
                    end), null, null
                from change c
                left join (
                    select device, what >> 32 as weakness, min(open_since) as open_since
                    from change where closing group by device, what >> 32) replaced
                on replaced.device = c.device and replaced.weakness = c.what >> 32
                left join (
                    select device, (cast(weakness as bigint) << 32) | path as what, max(fixed_at) as fixed_at
                    from finding where source = %1$d and fixed_at is not null and %3$s
                    group by device, what) latest
                on latest.device = c.device and latest.what = c.what
                where not c.closing
                order by c.device, c.what""".formatted(report.source(), report.time(), slots.of("device")));
    }

    private int close() {
        if (sql.number("select count(*) from change where closing") == 0) return 0;
        return sql.execute("""
                update finding set fixed_at = %s, last_seen = c.previously
                from change c
                where c.closing and finding.device = c.device
                    and finding.weakness = cast(c.what >> 32 as integer)
                    and finding.path = cast(c.what & 4294967295 as integer)
                    and finding.source = %d and finding.fixed_at is null and %s""".formatted(report.at(), report.source(), slots.of("finding.device")));
    }

    /** How many paths were opened, left alone and closed. */
    record Changes(int opened, int unchanged, int closed) {}
}

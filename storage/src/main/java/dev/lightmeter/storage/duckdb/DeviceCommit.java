package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings what a report says about devices into their tables. Needs the temporary tables {@code staged_device} and
 * {@code named}; adds the slots of devices that changed to {@code touched}.
 */
final class DeviceCommit {

    private static final List<String> ATTRIBUTES = List.of(
            "name",
            "dns_name",
            "tags",
            "os_platform",
            "domain",
            "value",
            "internet_facing",
            "excluded",
            "device_group");

    private static final String DESCRIBED =
            "named n join staged_device s on s.number = n.number and s.stated and not n.attributes_outdated";

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;

    DeviceCommit(ReportContext report, SlotRange slots) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
    }

    /** Returns the number of new devices. */
    int apply() {
        int added = addNewDevices();
        describeKnownDevices();
        touchWhereAssessmentChanges();
        updateAliases();
        addAliases();
        return added;
    }

    /** A new device has the source's id if it is free, else the id with the source before it, else with the slot behind. */
    private int addNewDevices() {
        if (sql.number("select count(*) from named where added") == 0) return 0;
        return sql.execute("""
                insert into device
                with stranger as (
                    select number, slot, source_device as own, ? || ':' || source_device as prefixed
                    from named where added),
                free as (
                    select own from stranger where own not in (
                        select id from device where id in (select own from stranger)))
                select t.slot,
                    case when t.own in (select own from free) then t.own
                         when t.prefixed in (select own from free) then t.prefixed || '#' || t.slot
                         when t.prefixed in (select id from device where id in (select prefixed from stranger))
                             then t.prefixed || '#' || t.slot
                         else t.prefixed end,
                    %s, case when s.stated then %s end
                from stranger t join staged_device s on s.number = t.number
                order by t.slot""".formatted(attributes("s.%1$s"), report.at()), report.sourceName());
    }

    /** Newer statements overrule; those of an older report of another source fill gaps. */
    private void describeKnownDevices() {
        String merged = attributes("case when d.described_at > " + report.at()
                + " then coalesce(d.%1$s, s.%1$s) else coalesce(s.%1$s, d.%1$s) end as %1$s");
        sql.execute("""
                create temp table changed_device as
                select * from (
                    select d.slot, %s
                    from %s join device d on d.slot = n.slot and %s
                    where not n.added) merged
                where exists (
                    select 1 from device d where d.slot = merged.slot and %s and (%s))""".formatted(
                        merged,
                        DESCRIBED,
                        slots.of("d.slot"),
                        slots.of("d.slot"),
                        ATTRIBUTES.stream()
                                .map(name -> "d." + name + " is distinct from merged." + name)
                                .collect(Collectors.joining(" or "))));
        if (sql.execute("insert into touched select slot from changed_device") > 0) {
            sql.execute("update device set %s from changed_device c where c.slot = device.slot and %s"
                    .formatted(attributes("%1$s = c.%1$s"), slots.of("device.slot")));
        }
        sql.execute("""
                update device set described_at = %1$s from %2$s
                where n.slot = device.slot and %3$s and coalesce(device.described_at < %1$s, true)""".formatted(report.at(), DESCRIBED, slots.of("device.slot")));
        sql.execute("drop table changed_device");
    }

    /** A device that is looked at on another day than before, or that its source now vouches for. */
    private void touchWhereAssessmentChanges() {
        sql.execute("insert into touched select slot from named where added or first_named");
        if (report.firstAboutFindings()) {
            sql.execute("insert into touched select device from device_source where source = " + report.source()
                    + " and vouched_at is not null");
        }
        String column = report.isAboutFindings() ? "assessed_at" : "vouched_at";
        sql.execute("""
                insert into touched
                select x.device
                from named n join staged_device s on s.number = n.number
                join device_source x on x.device = n.slot and x.source = %1$d and %2$s
                where s.assessed and not n.%3$s and coalesce(s.seen_at > x.%4$s, true)
                    and cast(s.seen_at as date) is distinct from cast(x.%4$s as date)
                    and %5$s""".formatted(
                report.source(),
                slots.of("x.device"),
                outdated(),
                column,
                report.isAboutFindings()
                        ? "true"
                        : "exists (select 1 from source where id = " + report.source() + " and reports_findings)"));
    }

    private void updateAliases() {
        sql.execute("""
                update device_source set
                    described_at = case when s.stated and not n.attributes_outdated then %1$s
                        else device_source.described_at end,
                    findings_at = case when %2$s and not n.findings_outdated then %1$s
                        else device_source.findings_at end,
                    %3$s = case when s.assessed and not n.%4$s then greatest(device_source.%3$s, s.seen_at)
                        else device_source.%3$s end
                from named n join staged_device s on s.number = n.number
                where device_source.device = n.slot and device_source.source = %5$d and not n.first_named and %6$s""".formatted(
                        report.at(),
                        report.isAboutFindings(),
                        assessment(),
                        outdated(),
                        report.source(),
                        slots.of("device_source.device")));
    }

    private void addAliases() {
        sql.execute("""
                insert into device_source (source, source_device, device, described_at, findings_at, %s)
                select %d, n.source_device, n.slot, case when s.stated then %3$s end,
                    case when %4$s then %3$s end, case when s.assessed and (%4$s or s.stated) then s.seen_at end
                from named n join staged_device s on s.number = n.number
                where n.first_named order by n.slot""".formatted(assessment(), report.source(), report.at(), report.isAboutFindings()));
    }

    private String assessment() {
        return report.kind() == Kind.INVENTORY ? "vouched_at" : "assessed_at";
    }

    private String outdated() {
        return report.isAboutFindings() ? "findings_outdated" : "attributes_outdated";
    }

    private static String attributes(String pattern) {
        return ATTRIBUTES.stream().map(pattern::formatted).collect(Collectors.joining(", "));
    }
}

package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedDevice;
import dev.lightmeter.storage.staging.StagedFacts;
import dev.lightmeter.storage.staging.StagedReport;
import dev.lightmeter.storage.staging.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One report on its way into the database. */
final class DuckDbReport implements ReportTransaction {

    private final Writer writer;
    private final Dictionary dictionary;
    private final Clock clock;
    private final StagedReport staged;
    private final StagedFacts facts;
    private final StagedFindings findings;
    private boolean ended;

    /** Takes over the writer, which nobody else uses until this report has ended. */
    DuckDbReport(Writer writer, ReportHeader header, Clock clock) {
        this.writer = writer;
        this.clock = clock;
        this.dictionary = writer.dictionary();
        this.staged = new StagedReport(header, clock);
        this.facts = new StagedFacts(dictionary);
        this.findings = new StagedFindings(writer.sql());
    }

    @Override
    public void reportedAt(Instant time) {
        staged.reportedAt(time);
    }

    @Override
    public void device(ReportedDevice device) {
        staged.device(device);
    }

    @Override
    public void finding(ReportedFinding finding) {
        if (!staged.isAboutFindings()) return;
        findings.add(
                staged.number(finding.device()),
                dictionary.weakness(Text.storable(finding.weakness())),
                dictionary.path(Text.storable(finding.path())),
                finding.change() == Change.FIXED,
                finding.firstSeen() == null ? Long.MAX_VALUE : Micros.of(finding.firstSeen()));
    }

    @Override
    public void weakness(ThreatFacts said) {
        facts.add(said);
    }

    @Override
    public ReportReceipt commit() {
        if (ended) throw new IllegalStateException("this report has ended");
        try {
            ReportReceipt receipt = apply();
            ended = true;
            writer.release();
            return receipt;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (ended) return;
        ended = true;
        findings.abandon();
        writer.rollbackAndRelease();
    }

    private ReportReceipt apply() {
        findings.finish();
        Sql sql = writer.sql();
        List<StagedDevice> devices = staged.devices();
        GroupNumbers groups = new GroupNumbers(GroupTable.load(sql));
        groups.addAll(devices.stream()
                .map(StagedDevice::statement)
                .filter(Objects::nonNull)
                .toList());
        GroupTable.add(sql, groups.added());
        ReportContext report = writer.context(staged);
        StagedDevices.write(sql, devices, report.time(), groups);
        sql.execute("create temp table touched (slot integer)");
        SlotRange slots = new SlotRange(new Identification(report).identify(devices, writer.devices()));
        FindingCommit.Changes changes = new FindingCommit(report, slots).apply();
        int added = new DeviceCommit(report, slots).apply();
        new ControlCommit(report, slots).apply(devices);
        boolean threatsChanged = FactTables.saveReported(sql, report.source(), report.time(), facts.byWeakness());
        int[] touched = touched(sql);
        for (String table : List.of("staged_finding", "staged_device", "named", "touched")) {
            sql.execute("drop table " + table);
        }
        long number = writer.commit(report, Micros.of(clock.instant()), added);
        return new ReportReceipt(
                number,
                added,
                devices.size() - added,
                changes.opened(),
                changes.unchanged(),
                changes.closed(),
                threatsChanged,
                touched);
    }

    private static int[] touched(Sql sql) {
        int[] touched = new int[Math.toIntExact(sql.number("select count(distinct slot) from touched"))];
        int[] filled = new int[1];
        sql.read("select distinct slot from touched", (chunk, rows) -> {
            for (int row = 0; row < rows; row++)
                touched[filled[0]++] = chunk.vector(0).getInt(row);
        });
        Arrays.sort(touched);
        return touched;
    }
}

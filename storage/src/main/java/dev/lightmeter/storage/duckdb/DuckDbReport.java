package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.duckdb.FindingCommit.Changes;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedFacts;
import dev.lightmeter.storage.staging.StagedKnowledge;
import dev.lightmeter.storage.staging.StagedReport;
import dev.lightmeter.storage.staging.StatedFindings;
import dev.lightmeter.storage.staging.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/** One report on its way into the database. */
final class DuckDbReport implements ReportTransaction {

    private final Writer writer;
    private final Dictionary dictionary;
    private final StagedReport staged;
    private final StagedFacts facts;
    private final StagedFindings findings;
    private final StagedSoftware software;
    private final StagedKnowledge knowledge;
    private boolean ended;

    /**
     * Takes over the writer, which nobody else uses until this report has ended.
     *
     * @param rowsInMemory from how many findings on the database compares them
     */
    DuckDbReport(Writer writer, ReportHeader header, Clock clock, int rowsInMemory) {
        this.writer = writer;
        this.dictionary = writer.dictionary();
        this.staged = new StagedReport(header, clock);
        this.facts = new StagedFacts(dictionary);
        this.findings = new StagedFindings(writer.sql(), rowsInMemory);
        this.software = new StagedSoftware(writer.sql());
        this.knowledge = new StagedKnowledge(dictionary);
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
                finding.firstSeen() == null ? StatedFindings.UNTOLD : Micros.of(finding.firstSeen()));
    }

    @Override
    public void weakness(ThreatFacts said) {
        facts.add(said);
    }

    @Override
    public void software(ReportedSoftware told) {
        software.add(staged.number(told.device()), dictionary.software(Text.storable(told.software())), told);
    }

    @Override
    public void fix(String weakness, Software piece, SecurityUpdate update) {
        knowledge.fix(weakness, piece, update);
    }

    @Override
    public void alias(Alias alias) {
        knowledge.alias(alias);
    }

    @Override
    public void control(ControlDescription control) {
        knowledge.control(control);
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
        software.abandon();
        writer.rollbackAndRelease();
    }

    private ReportReceipt apply() {
        Sql sql = writer.sql();
        List<NamedDevice> named =
                staged.devices().stream().map(NamedDevice::new).toList();
        ReportContext report = writer.context(staged, groups(named));
        GroupTable.add(sql, report.groups().added());
        List<String> newIds = new Identification(report, named).identify();
        SlotRange slots = new SlotRange(
                named.stream().mapToInt(device -> device.slot).sorted().toArray());
        BitSet touched = new BitSet();
        Changes changes = compareFindings(report, named, slots, touched);
        new ControlCommit(report, slots).apply(named, touched);
        if (software.finish()) new SoftwareCommit(report, slots).apply(named);
        new DeviceCommit(report, named, slots, touched).apply(newIds);
        boolean threatsChanged = FactTables.saveReported(report, dictionary, facts.byWeakness());
        boolean fixesChanged = KnowledgeTables.saveFixes(report, knowledge.fixes());
        boolean aliasesChanged = AliasTable.save(sql, knowledge.aliases());
        KnowledgeTables.saveControls(report, knowledge.controls().values());
        long number = writer.commit(report, newIds.size());
        return new ReportReceipt(
                number,
                newIds.size(),
                named.size() - newIds.size(),
                changes.opened(),
                changes.unchanged(),
                changes.closed(),
                threatsChanged,
                fixesChanged,
                aliasesChanged,
                touched.stream().toArray());
    }

    private Changes compareFindings(ReportContext report, List<NamedDevice> named, SlotRange slots, BitSet touched) {
        if (!staged.isAboutFindings()) return Changes.NONE;
        if (findings.finishInMemory() && slots.isShort()) {
            return new FewFindings(report, slots, findings.byNumber()).apply(named, touched);
        }
        findings.finishInTable();
        Changes changes = new ManyFindings(report, slots).apply(named, touched);
        findings.drop();
        return changes;
    }

    /** The groups of the store with those that the report adds; none at all, and nothing asked, if it names none. */
    private GroupNumbers groups(List<NamedDevice> named) {
        List<ReportedDevice> naming = named.stream()
                .map(device -> device.statement)
                .filter(Objects::nonNull)
                .filter(statement -> statement.group() != null)
                .toList();
        GroupNumbers groups = new GroupNumbers(naming.isEmpty() ? List.of() : GroupTable.load(writer.sql()));
        groups.addAll(naming);
        return groups;
    }
}

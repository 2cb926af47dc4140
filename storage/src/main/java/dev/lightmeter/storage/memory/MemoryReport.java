package dev.lightmeter.storage.memory;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedFacts;
import dev.lightmeter.storage.staging.StagedKnowledge;
import dev.lightmeter.storage.staging.StagedReport;
import dev.lightmeter.storage.staging.StatedFindings;
import dev.lightmeter.storage.staging.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One report on its way into memory. */
final class MemoryReport implements ReportTransaction {

    private final InMemoryStore store;
    private final StagedReport staged;
    private final StagedFacts facts;
    private final Queue<Row> rows = new ConcurrentLinkedQueue<>();
    private final StagedKnowledge knowledge;
    private final Queue<ReportedSoftware> software = new ConcurrentLinkedQueue<>();
    private final Runnable atEnd;
    private boolean ended;

    MemoryReport(InMemoryStore store, ReportHeader header, Clock clock, Runnable atEnd) {
        this.store = store;
        this.staged = new StagedReport(header, clock);
        this.facts = new StagedFacts(store.dictionary);
        this.knowledge = new StagedKnowledge(store.dictionary);
        this.atEnd = atEnd;
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
        int weakness = store.dictionary.weakness(Text.storable(finding.weakness()));
        int path = store.dictionary.path(Text.storable(finding.path()));
        rows.add(new Row(
                staged.number(finding.device()),
                StatedFindings.what(weakness, path),
                finding.change() == ReportedFinding.Change.PRESENT,
                finding.firstSeen() == null ? StatedFindings.UNTOLD : Micros.of(finding.firstSeen())));
    }

    @Override
    public void weakness(ThreatFacts said) {
        facts.add(said);
    }

    @Override
    public void software(ReportedSoftware told) {
        staged.number(told.device());
        software.add(told);
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
        ReportReceipt receipt;
        synchronized (store) {
            receipt = new MemoryCommit(store, staged)
                    .apply(findingsByDevice(), facts.byWeakness(), softwareByDevice(), knowledge);
        }
        close();
        return receipt;
    }

    @Override
    public void close() {
        if (ended) return;
        ended = true;
        atEnd.run();
    }

    private Map<Integer, StatedFindings> findingsByDevice() {
        Map<Integer, StatedFindings> byDevice = new HashMap<>();
        for (Row row : rows) {
            StatedFindings stated = byDevice.computeIfAbsent(row.device(), absent -> new StatedFindings());
            if (row.present()) {
                stated.addPresent(row.what(), row.firstSeen());
            } else {
                stated.addFixed(row.what());
            }
        }
        return byDevice;
    }

    private Map<Integer, List<ReportedSoftware>> softwareByDevice() {
        Map<Integer, List<ReportedSoftware>> byDevice = new HashMap<>();
        for (ReportedSoftware told : software) {
            byDevice.computeIfAbsent(staged.number(told.device()), absent -> new ArrayList<>())
                    .add(told);
        }
        return byDevice;
    }

    private record Row(int device, long what, boolean present, long firstSeen) {}
}

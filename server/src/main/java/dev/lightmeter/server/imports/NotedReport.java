package dev.lightmeter.server.imports;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Passes a report on into the store and notes which weaknesses it finds, and how far it has come. */
final class NotedReport implements ReportSink {

    private final ReportSink store;
    private final Set<String> weaknesses = ConcurrentHashMap.newKeySet();
    private final LongAdder findings = new LongAdder();

    NotedReport(ReportSink store) {
        this.store = store;
    }

    /** The weaknesses that some device has; to be asked when all is read. */
    Set<String> weaknesses() {
        return weaknesses;
    }

    /** Tells findings along with bytes. */
    Progress alsoTo(Progress progress) {
        return bytes -> {
            progress.consumed(bytes);
            progress.found(findings.sum());
        };
    }

    @Override
    public void finding(ReportedFinding finding) {
        store.finding(finding);
        findings.increment();
        // asking first spares the lock of the map: nearly every finding is of a weakness that was found before
        if (finding.change() == Change.PRESENT && !weaknesses.contains(finding.weakness())) {
            weaknesses.add(finding.weakness());
        }
    }

    @Override
    public void reportedAt(Instant time) {
        store.reportedAt(time);
    }

    @Override
    public void device(ReportedDevice device) {
        store.device(device);
    }

    @Override
    public void weakness(ThreatFacts facts) {
        store.weakness(facts);
    }

    @Override
    public void software(ReportedSoftware software) {
        store.software(software);
    }

    @Override
    public void fix(String weakness, Software software, SecurityUpdate update) {
        store.fix(weakness, software, update);
    }

    @Override
    public void alias(Alias alias) {
        store.alias(alias);
    }

    @Override
    public void control(ControlDescription control) {
        store.control(control);
    }
}

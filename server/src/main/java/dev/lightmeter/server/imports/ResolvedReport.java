package dev.lightmeter.server.imports;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Passes a report on, in which findings of an advisory are findings of the CVEs that it is about, as far as a feed says. */
final class ResolvedReport implements ReportSink {

    private final ReportSink into;
    private final Store store;
    /** By id of the weakness; CVEs are not in it. */
    private final ConcurrentHashMap<String, List<String>> about = new ConcurrentHashMap<>();

    ResolvedReport(ReportSink into, Store store) {
        this.into = into;
        this.store = store;
    }

    @Override
    public void finding(ReportedFinding finding) {
        if (isCve(finding.weakness())) into.finding(finding);
        else about(finding.weakness()).forEach(weakness -> into.finding(finding.withWeakness(weakness)));
    }

    @Override
    public void weakness(ThreatFacts facts) {
        if (isCve(facts.weakness())) into.weakness(facts);
        else about(facts.weakness()).forEach(weakness -> into.weakness(facts.withWeakness(weakness)));
    }

    @Override
    public void fix(String weakness, Software software, SecurityUpdate update) {
        if (isCve(weakness)) into.fix(weakness, software, update);
        else about(weakness).forEach(other -> into.fix(other, software, update));
    }

    @Override
    public void alias(Alias alias) {
        into.alias(alias);
    }

    @Override
    public void reportedAt(Instant time) {
        into.reportedAt(time);
    }

    @Override
    public void device(ReportedDevice device) {
        into.device(device);
    }

    @Override
    public void software(ReportedSoftware software) {
        into.software(software);
    }

    @Override
    public void control(ControlDescription control) {
        into.control(control);
    }

    /** The weakness itself, if nobody knows that it is another one. */
    private List<String> about(String weakness) {
        return about.computeIfAbsent(weakness, name -> {
            List<String> known = store.weaknessesOf(name);
            return known.isEmpty() ? List.of(name) : known;
        });
    }

    private static boolean isCve(String weakness) {
        return weakness.startsWith("CVE-");
    }
}

package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hands everything on, findings in the status that statements give them. */
final class VexSink implements ReportSink {

    /** Bounds the memory; a device whose name is not remembered is known by its id. */
    private static final int MOST_NAMES = 200_000;

    private final VexStatements statements;
    private final ReportSink sink;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    VexSink(VexStatements statements, ReportSink sink) {
        this.statements = statements;
        this.sink = sink;
    }

    @Override
    public void device(ReportedDevice device) {
        String name = device.name();
        if (name != null && !name.equals(device.id()) && names.size() < MOST_NAMES) names.put(device.id(), name);
        sink.device(device);
    }

    @Override
    public void finding(ReportedFinding finding) {
        FindingPath path = finding.path();
        String name = names.get(finding.device());
        List<String> deviceNames = name == null ? List.of(finding.device()) : List.of(finding.device(), name);
        FindingStatus status = statements
                .about(finding.weakness(), path.software(), deviceNames)
                .orElse(path.status());
        if (status == path.status()) {
            sink.finding(finding);
            return;
        }
        FindingPath stated =
                new FindingPath(path.software(), path.recommendation(), status, path.alert(), path.exception());
        sink.finding(new ReportedFinding(
                finding.device(), finding.weakness(), stated, finding.change(), finding.firstSeen()));
    }

    @Override
    public void reportedAt(Instant time) {
        sink.reportedAt(time);
    }

    @Override
    public void weakness(ThreatFacts facts) {
        sink.weakness(facts);
    }

    @Override
    public void software(ReportedSoftware software) {
        sink.software(software);
    }

    @Override
    public void fix(String weakness, Software software, SecurityUpdate update) {
        sink.fix(weakness, software, update);
    }

    @Override
    public void control(ControlDescription control) {
        sink.control(control);
    }
}

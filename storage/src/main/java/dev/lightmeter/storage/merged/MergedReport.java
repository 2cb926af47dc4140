package dev.lightmeter.storage.merged;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import java.time.Instant;
import java.util.function.Supplier;

/** A report whose receipt names the devices as they are told. */
record MergedReport(ReportTransaction report, Supplier<Clusters> clusters) implements ReportTransaction {

    @Override
    public void reportedAt(Instant time) {
        report.reportedAt(time);
    }

    @Override
    public void device(ReportedDevice device) {
        report.device(device);
    }

    @Override
    public void finding(ReportedFinding finding) {
        report.finding(finding);
    }

    @Override
    public void weakness(ThreatFacts said) {
        report.weakness(said);
    }

    @Override
    public void software(ReportedSoftware told) {
        report.software(told);
    }

    @Override
    public void fix(String weakness, Software piece, SecurityUpdate update) {
        report.fix(weakness, piece, update);
    }

    @Override
    public void alias(Alias alias) {
        report.alias(alias);
    }

    @Override
    public void control(ControlDescription control) {
        report.control(control);
    }

    /** Asks for the clusters after the commit, so that a merge meanwhile is not missed. */
    @Override
    public ReportReceipt commit() {
        ReportReceipt receipt = report.commit();
        Clusters now = clusters.get();
        return now.isEmpty() ? receipt : receipt.withTouchedSlots(now.survivorsOf(receipt.touchedSlots()));
    }

    @Override
    public void close() {
        report.close();
    }
}

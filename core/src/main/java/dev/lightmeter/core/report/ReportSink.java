package dev.lightmeter.core.report;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import java.time.Instant;

/**
 * Takes in one report, part by part, in any order: a finding may come before its device and a device may come more than
 * once. A device that is named only by its findings counts as assessed when the report was made. In a full report, what is
 * missing on an assessed device is fixed. An inventory makes no device assessed, unless its source has reported findings
 * at some time: then it vouches for the devices that it lists as assessed.
 *
 * <p>Safe for use by several threads at once, so that an importer may parse a large file in parallel. Nothing takes effect
 * before the report is committed, which is not the importer's business.
 */
public interface ReportSink {

    /** The time that the report describes; the latest one if told more than once, the time of import if never. */
    void reportedAt(Instant time);

    void device(ReportedDevice device);

    void finding(ReportedFinding finding);

    /** What the scanner itself says about a weakness. Ranks below every feed; of several statements the worst counts. */
    void weakness(ThreatFacts facts);

    /**
     * Software on a device. In a full report or an inventory the software of an assessed device that is not told any more is
     * gone, but only if the report tells any software of it. Software with a product code and software without are two lists,
     * of which a report may tell one.
     */
    default void software(ReportedSoftware software) {} // who only scores does without

    /** What removes a weakness from a piece of software, on every device alike; the latest report counts. */
    default void fix(String weakness, Software software, SecurityUpdate update) {}

    /** An advisory is about a weakness, under whose name its findings are told. What was once told stays. */
    default void alias(Alias alias) {}

    /** What a control is called; the latest report counts. */
    default void control(ControlDescription control) {}
}

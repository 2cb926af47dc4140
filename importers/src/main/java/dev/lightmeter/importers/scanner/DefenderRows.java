package dev.lightmeter.importers.scanner;

import static dev.lightmeter.importers.scanner.DefenderColumn.CONFIGURATION;
import static dev.lightmeter.importers.scanner.DefenderColumn.CVE;
import static dev.lightmeter.importers.scanner.DefenderColumn.CVSS;
import static dev.lightmeter.importers.scanner.DefenderColumn.DEVICE;
import static dev.lightmeter.importers.scanner.DefenderColumn.EVENT;
import static dev.lightmeter.importers.scanner.DefenderColumn.EXPLOITABILITY;
import static dev.lightmeter.importers.scanner.DefenderColumn.FIRST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.ID;
import static dev.lightmeter.importers.scanner.DefenderColumn.LAST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.PRODUCT;
import static dev.lightmeter.importers.scanner.DefenderColumn.RECOMMENDATION;
import static dev.lightmeter.importers.scanner.DefenderColumn.SEVERITY;
import static dev.lightmeter.importers.scanner.DefenderColumn.SOFTWARE_LAST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.STATUS;
import static dev.lightmeter.importers.scanner.DefenderColumn.TIMESTAMP;
import static dev.lightmeter.importers.scanner.DefenderColumn.VENDOR;
import static dev.lightmeter.importers.scanner.DefenderColumn.VERSION;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Turns Defender's rows into what a sink takes. One for each thread: what was told lately is not told again, and equal values
 * are one object, because an export repeats its devices, software and CVEs on every row.
 */
final class DefenderRows {

    private static final int RECENT_FACTS = 1 << 15;

    private final DefenderShape shape;
    private final String file;
    private final ReportSink sink;
    private final Tally tally;
    private final @Nullable LatestChanges latest;
    private final boolean onlyLearning;

    private final DefenderRow row;
    private final DefenderDevices devices;
    private final DefenderSoftware software;
    private final DefenderControls controls;
    private final Recent<SeenFacts> recentFacts = new Recent<>(RECENT_FACTS);
    private final RecentPaths paths = new RecentPaths();
    private @Nullable Instant newest;
    /** The row before named it, and its id is good. */
    private @Nullable String lastDevice;

    DefenderRows(DefenderShape shape, String file, ReportSink sink, Tally tally) {
        this(shape, file, sink, tally, null, false);
    }

    private DefenderRows(
            DefenderShape shape,
            String file,
            ReportSink sink,
            Tally tally,
            @Nullable LatestChanges latest,
            boolean onlyLearning) {
        this.shape = shape;
        this.file = file;
        this.sink = sink;
        this.tally = tally;
        this.latest = latest;
        this.onlyLearning = onlyLearning;
        this.software = new DefenderSoftware(sink);
        this.controls = new DefenderControls(sink);
        this.row = new DefenderRow(
                new DefenderColumn.ByName(shape),
                this::pathsAreKnown,
                shape == DefenderShape.MACHINES ? new DefenderDetails() : null);
        this.devices = new DefenderDevices(sink);
    }

    /** Tells nothing; only finds out which change of each finding is the latest. */
    static DefenderRows learning(LatestChanges latest, String file, ReportSink sink) {
        return new DefenderRows(DefenderShape.CHANGES, file, sink, new Tally(), latest, true);
    }

    /** Tells the latest change of each finding. */
    static DefenderRows telling(LatestChanges latest, String file, ReportSink sink, Tally tally) {
        return new DefenderRows(DefenderShape.CHANGES, file, sink, tally, latest, false);
    }

    /** Reads the row whose first token the parser has reached, up to its last one. */
    void read(JsonParser parser, long order, Supplier<String> place) throws IOException {
        tally.record();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            tally.flaw(order, file, place, "the row is not an object", null);
            return;
        }
        row.read(parser);
        String device = row.get(shape == DefenderShape.MACHINES ? ID : DEVICE);
        String flaw = device != null && device.equals(lastDevice) ? null : Texts.flawOfId(device);
        if (flaw != null || device == null) {
            tally.flaw(order, file, place, "the id of the device " + flaw, device);
            return;
        }
        lastDevice = device;
        if (onlyLearning) learn(device);
        else tell(device, order, place);
    }

    /** Tells what was held back, and the latest time that any row named. */
    void finish() {
        devices.finish();
        controls.finish();
        if (newest != null) sink.reportedAt(newest);
    }

    /** The device stands before the paths in most rows; where it does not, they are read for nothing. */
    private boolean pathsAreKnown(DefenderRow partly) {
        String device = partly.get(DEVICE);
        return onlyLearning || (device != null && software.isKnown(device, partly));
    }

    private void tell(String device, long order, Supplier<String> place) {
        Instant seen = time(seenColumn(), order, place);
        Instant event = time(EVENT, order, place);
        see(seen);
        see(event);
        devices.see(
                device,
                row,
                seen == null ? event : seen,
                (problem, value) -> tally.flaw(order, file, place, problem, value));
        if (shape == DefenderShape.CONTROLS) {
            String flaw = controls.take(device, row, seen);
            if (flaw != null) tally.flaw(order, file, place, flaw, row.get(CONFIGURATION));
            return;
        }
        String cve = row.get(CVE);
        if (cve == null || cve.isBlank()) {
            if (!row.label(PRODUCT).isBlank()) software.tell(device, row, path().software());
            return;
        }
        String flaw = Texts.flawOfId(cve);
        if (flaw != null) {
            tally.flaw(order, file, place, "the id of the weakness " + flaw, cve);
        } else {
            tellFinding(device, cve, event, order, place);
        }
    }

    private void tellFinding(String device, String cve, @Nullable Instant event, long order, Supplier<String> place) {
        Change change = change();
        if (latest != null
                && !latest.isLatest(finding(device, cve), LatestChanges.event(event, change == Change.PRESENT))) {
            return;
        }
        tellFacts(cve);
        Instant firstSeen = time(FIRST_SEEN, order, place);
        FindingPath path = path();
        sink.finding(new ReportedFinding(device, cve, path, change, firstSeen));
        if (change == Change.PRESENT) {
            software.tellFix(cve, row, path.software());
            if (DefenderSoftware.saysMore(row)) software.tell(device, row, path.software());
        }
        tally.finding();
    }

    private DefenderColumn seenColumn() {
        if (shape == DefenderShape.CONTROLS) return TIMESTAMP;
        return row.tells(SOFTWARE_LAST_SEEN) ? SOFTWARE_LAST_SEEN : LAST_SEEN;
    }

    private void learn(String device) throws IOException {
        String cve = row.get(CVE);
        if (cve == null || latest == null) return;
        Instant event = Times.parse(row.get(EVENT)).orElse(null);
        latest.learn(finding(device, cve), LatestChanges.event(event, change() == Change.PRESENT));
    }

    private long finding(String device, String cve) {
        return LatestChanges.finding(device, cve, row.label(VENDOR), row.label(PRODUCT), row.label(VERSION));
    }

    private Change change() {
        return shape == DefenderShape.CHANGES && "fixed".equalsIgnoreCase(row.get(STATUS))
                ? Change.FIXED
                : Change.PRESENT;
    }

    private @Nullable Instant time(DefenderColumn column, long order, Supplier<String> place) {
        String text = row.get(column);
        if (text == null) return null;
        Instant time = Times.parse(text).orElse(null);
        if (time == null) tally.flaw(order, file, place, "the time \"" + column.words() + "\" cannot be read", text);
        return time;
    }

    private void see(@Nullable Instant time) {
        if (time != null && (newest == null || time.isAfter(newest))) newest = time;
    }

    private FindingPath path() {
        return paths.of(row.label(VENDOR), row.label(PRODUCT), row.label(VERSION), row.label(RECOMMENDATION));
    }

    private void tellFacts(String cve) {
        SeenFacts seen = new SeenFacts(cve, row.get(CVSS), row.get(SEVERITY), row.get(EXPLOITABILITY));
        if (seen.equals(recentFacts.get(cve.hashCode()))) return;
        recentFacts.putPatiently(cve.hashCode(), seen);
        sink.weakness(seen.facts());
    }

    /** What a row says about its CVE. */
    private record SeenFacts(
            String cve,
            @Nullable String cvss,
            @Nullable String severity,
            @Nullable String exploitability) {

        ThreatFacts facts() {
            return new ThreatFacts(
                    cve,
                    ThreatFacts.MISSING,
                    Decimals.scaled(cvss, 1, 100).orElse(ThreatFacts.MISSING),
                    severity == null ? Severity.UNKNOWN : Severity.parse(severity),
                    AttackVector.UNKNOWN,
                    evidence(),
                    false,
                    EndOfSupport.NO);
        }

        private Evidence evidence() {
            return switch (Objects.requireNonNullElse(exploitability, "")
                    .strip()
                    .toLowerCase(Locale.ROOT)) {
                case "exploitispublic" -> new Evidence(false, false, false, false, true);
                case "exploitisverified" -> new Evidence(false, false, false, true, false);
                case "exploitisinkit" -> new Evidence(false, false, true, false, false);
                default -> Evidence.NONE;
            };
        }
    }
}

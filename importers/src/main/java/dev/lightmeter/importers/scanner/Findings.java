package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.util.List;
import java.util.Set;

/** Hands the findings of one file on, and counts those that cannot be. */
final class Findings {

    private final String file;
    private final ReportSink sink;
    private final Tally tally;

    Findings(String file, ReportSink sink, Tally tally) {
        this.file = file;
        this.sink = sink;
        this.tally = tally;
    }

    /** An advisory at a place of the file was found here. */
    void tell(String place, Advisory advisory, Occurrence occurrence) {
        tell(place, advisory, List.of(occurrence));
    }

    /** An advisory at a place of the file was found at each of these. */
    void tell(String place, Advisory advisory, List<Occurrence> occurrences) {
        Set<String> weaknesses = advisory.weaknesses();
        if (weaknesses.isEmpty()) tally.flaw(file, place, "the id of the weakness is missing", null);
        for (String weakness : weaknesses) {
            String flaw = Texts.flawOfId(weakness);
            if (flaw != null) {
                tally.flaw(file, place, "the id of the weakness " + flaw, weakness);
                continue;
            }
            sink.weakness(advisory.facts(weakness));
            advisory.aliasOf(weakness).ifPresent(sink::alias);
            occurrences.forEach(occurrence -> tell(weakness, occurrence));
        }
    }

    /** What an advisory says of weaknesses whose findings another one told. */
    void tellFacts(Advisory advisory) {
        for (String weakness : advisory.weaknesses()) {
            if (Texts.flawOfId(weakness) != null) continue;
            sink.weakness(advisory.facts(weakness));
            advisory.aliasOf(weakness).ifPresent(sink::alias);
        }
    }

    private void tell(String weakness, Occurrence at) {
        sink.finding(new ReportedFinding(at.device(), weakness, at.path(), Change.PRESENT, at.firstSeen()));
        if (at.fix() != null) sink.fix(weakness, at.software(), at.fix());
        tally.finding();
    }
}

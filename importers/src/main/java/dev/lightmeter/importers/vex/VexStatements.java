package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.UnreadableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All statements that are given with a report. Filled by one thread, asked by several. */
public final class VexStatements {

    /** Bounds the memory. */
    private static final int MOST = 500_000;

    /** Bounds the time, because each finding asks all statements about its weakness. */
    private static final int MOST_ABOUT_ONE = 50_000;

    private final Map<String, List<VexStatement>> byWeakness = new HashMap<>();
    private final Set<VexStatement> matched = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private int size;

    /** Adds a statement; one that is still under investigation says nothing. */
    void add(VexStatement statement) throws UnreadableException {
        if (statement.status() == FindingStatus.UNDER_INVESTIGATION) return;
        if (size++ == MOST) throw new UnreadableException(statement.place(), "more than " + MOST + " statements");
        List<VexStatement> about = byWeakness.computeIfAbsent(statement.weakness(), _ -> new ArrayList<>());
        if (about.size() == MOST_ABOUT_ONE) {
            throw new UnreadableException(
                    statement.place(), "more than " + MOST_ABOUT_ONE + " statements about one weakness");
        }
        about.add(statement);
    }

    /** A sink that hands on to another one, with findings in the status that the newest fitting statement gives them. */
    public ReportSink over(ReportSink sink) {
        return new VexSink(this, sink);
    }

    Optional<FindingStatus> about(String weakness, Software software, List<String> deviceNames) {
        List<VexStatement> statements = byWeakness.get(weakness);
        if (statements == null) return Optional.empty();
        asked.add(weakness);
        List<VexStatement> fitting = statements.stream()
                .filter(statement -> statement.isAbout(software, deviceNames))
                .toList();
        matched.addAll(fitting);
        return fitting.stream()
                .reduce((one, later) -> later.at().isBefore(one.at()) ? one : later)
                .map(VexStatement::status);
    }

    /** Tells of statements about weaknesses that the report has, but not in the product that they name. */
    public void tellMismatches(Tally tally) {
        byWeakness.values().stream()
                .flatMap(List::stream)
                .filter(statement -> asked.contains(statement.weakness()) && !matched.contains(statement))
                .sorted(Comparator.comparing(VexStatement::file))
                .forEach(statement -> tally.flaw(
                        statement.file(),
                        statement.place(),
                        "the report has " + Texts.label(statement.weakness()) + ", but not in this product:",
                        statement.product()));
    }
}

package dev.lightmeter.importers.reading;

import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.ImportResult.Skipped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what was read, and remembers the first hundred rows that could not be. For one thread; tallies can be added. */
public final class Tally {

    private static final int REMEMBERED = 100;

    private final List<Flaw> flaws = new ArrayList<>();
    private final TreeMap<String, Long> byReason = new TreeMap<>();
    private long records;
    private long findings;

    /** A row was read, be it good or bad. */
    public void record() {
        records++;
    }

    /** A finding was handed on. */
    public void finding() {
        findings++;
    }

    /** A row, or a part of it, could not be used. */
    public void flaw(String file, String place, String problem, @Nullable String value) {
        flaw(0, file, () -> place, problem, value);
    }

    /**
     * A row, or a part of it, could not be used.
     *
     * @param order where the row stands among those of other tallies that will be added to this one
     * @param place asked for when all is read
     * @param problem what is wrong, always in the same words
     * @param value the value that is wrong; null if there is none to show
     */
    public void flaw(long order, String file, Supplier<String> place, String problem, @Nullable String value) {
        byReason.merge(problem, 1L, Long::sum);
        if (flaws.size() < REMEMBERED) flaws.add(new Flaw(order, file, place, problem, value));
    }

    /** Adds what other threads counted over the same file. */
    public void add(List<Tally> others) {
        List<Flaw> theirs = new ArrayList<>();
        for (Tally other : others) {
            records += other.records;
            findings += other.findings;
            other.byReason.forEach((problem, count) -> byReason.merge(problem, count, Long::sum));
            theirs.addAll(other.flaws);
        }
        theirs.sort(Comparator.comparingLong(Flaw::order));
        theirs.stream().limit(REMEMBERED - flaws.size()).forEach(flaws::add);
    }

    public ImportResult result() {
        Counts counts = new Counts(records, findings);
        if (byReason.isEmpty()) return new ImportResult.Complete(counts);
        return new ImportResult.Partial(
                counts, new Skipped(flaws.stream().map(Flaw::row).toList(), byReason));
    }

    private record Flaw(
            long order,
            String file,
            Supplier<String> place,
            String problem,
            @Nullable String value) {

        private static final int SHOWN = 80;

        SkippedRow row() {
            return new SkippedRow(file, place.get(), value == null ? problem : problem + " '" + shortened(value) + "'");
        }

        private static String shortened(String value) {
            String clean = Texts.clean(value);
            return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
        }
    }
}

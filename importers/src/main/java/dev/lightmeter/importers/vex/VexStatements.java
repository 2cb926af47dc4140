package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.UnreadableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document of statements while it is being read. */
public final class VexStatements {

    /** Bounds the memory. */
    private static final int MOST = 500_000;

    /** Bounds the time, because each finding asks all statements about its weakness. */
    private static final int MOST_ABOUT_ONE = 50_000;

    private final String file;
    private final List<VexStatement> statements = new ArrayList<>();
    private final Map<String, Integer> aboutOne = new HashMap<>();
    private String name;
    private String author = "";
    private String version = "";
    private Instant writtenAt = Instant.EPOCH;

    /** @param file its name, which stands for that of a document without one */
    public VexStatements(String file) {
        this.file = Texts.label(file);
        this.name = this.file;
    }

    void name(@Nullable String told) {
        String label = Texts.label(told);
        if (!label.isEmpty()) name = label;
    }

    void author(@Nullable String told) {
        String label = Texts.label(told);
        if (!label.isEmpty()) author = label;
    }

    void version(@Nullable String told) {
        version = Texts.label(told);
    }

    void writtenAt(Instant told) {
        writtenAt = told.truncatedTo(ChronoUnit.MICROS);
    }

    Instant writtenAt() {
        return writtenAt;
    }

    void add(
            String weakness,
            FindingStatus status,
            List<ProductName> wholes,
            List<ProductName> parts,
            @Nullable String justification,
            Instant at,
            String place)
            throws UnreadableException {
        if (statements.size() == MOST) throw new UnreadableException(place, "more than " + MOST + " statements");
        if (aboutOne.merge(weakness, 1, Integer::sum) > MOST_ABOUT_ONE) {
            throw new UnreadableException(place, "more than " + MOST_ABOUT_ONE + " statements about one weakness");
        }
        statements.add(new VexStatement(
                weakness, status, wholes, parts, Texts.line(justification), at.truncatedTo(ChronoUnit.MICROS), place));
    }

    /** All that was read. */
    public VexDocument document() {
        return new VexDocument(name, author, version, writtenAt, file, statements);
    }
}

package dev.lightmeter.importers;

import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.vex.VexFormat;
import dev.lightmeter.importers.vex.VexStatements;
import java.util.List;
import java.util.function.Consumer;

/** A document of statements (VEX) that waits to be read. */
public final class PendingStatements {

    private final VexFormat format;
    private final Recognition recognition;
    private final Content content;

    PendingStatements(VexFormat format, Recognition recognition, Content content) {
        this.format = format;
        this.recognition = recognition;
        this.content = content;
    }

    /** Id of the format, such as {@code openvex}. */
    public String format() {
        return format.id();
    }

    /** What the files were taken for, and why. */
    public Recognition recognition() {
        return recognition;
    }

    /** Name of the file, as the user gave it. */
    public String file() {
        return content.name();
    }

    /** Bytes of the file as it lies there: what {@link Progress} counts up to. */
    public long bytes() {
        return content.bytes();
    }

    /** Reads the document and hands it on; what is wrong with the file is a result, and then nothing is handed on. */
    public ImportResult read(Consumer<VexDocument> into, Progress progress) {
        VexStatements statements = new VexStatements(content.name());
        ImportResult result = new ReadingOfFiles(List.of(content))
                .read((file, tally, soFar) -> format.read(file, statements, tally), progress);
        if (!(result instanceof ImportResult.Refused)) into.accept(statements.document());
        return result;
    }
}

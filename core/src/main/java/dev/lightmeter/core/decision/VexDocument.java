package dev.lightmeter.core.decision;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Statements that somebody published together. A later version of a document takes the place of an earlier one: what it no
 * longer says is no longer said.
 *
 * @param name what its author calls it; the name of the file if it has none
 * @param author empty if nobody signs for it
 * @param version in the words of its author; may be empty
 * @param writtenAt to the microsecond; {@link Instant#EPOCH} if it does not say
 * @param file where it came from
 */
public record VexDocument(
        String name, String author, String version, Instant writtenAt, String file, List<VexStatement> statements) {

    public VexDocument {
        if (name.isBlank()) throw new IllegalArgumentException("a document of statements needs a name");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(writtenAt, "writtenAt");
        Objects.requireNonNull(file, "file");
        statements = List.copyOf(statements);
    }

    /** The same for all versions of a document: made of its name and its author. */
    public UUID id() {
        return UUID.nameUUIDFromBytes((author + "\n" + name).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it says the same, whatever the file is called. */
    public boolean saysTheSameAs(VexDocument other) {
        return id().equals(other.id())
                && version.equals(other.version)
                && writtenAt.equals(other.writtenAt)
                && statements.equals(other.statements);
    }
}

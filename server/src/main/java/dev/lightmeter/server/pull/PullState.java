package dev.lightmeter.server.pull;

import dev.lightmeter.server.secret.SecretFolder;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How the last pull ended, and from where the next one can go on.
 *
 * @param detail what came of it, or why it failed
 * @param source API address and tenant; of another one nothing is known yet
 * @param fullAt when the last full pull that succeeded began; null if there was none
 * @param changesSince changes from here on are not yet known; null if there was no full pull
 */
public record PullState(
        Instant startedAt,
        Instant finishedAt,
        Outcome outcome,
        String detail,
        String source,
        @Nullable Instant fullAt,
        @Nullable Instant changesSince) {

    private static final String FOLDER = "pull";
    private static final String FILE = "state.properties";

    /** How a pull ended. A failed one leaves everything as it was. */
    public enum Outcome {
        FULL,
        CHANGES,
        FAILED
    }

    /** What is remembered in a data folder; empty if nothing was ever pulled, or the file is damaged: then all is fetched. */
    public static Optional<PullState> in(Path dataFolder) {
        try {
            Optional<String> text =
                    SecretFolder.open(dataFolder.resolve(FOLDER)).read(FILE);
            if (text.isEmpty()) return Optional.empty();
            Properties told = new Properties();
            told.load(new StringReader(text.get()));
            return Optional.of(new PullState(
                    Instant.parse(told.getProperty("started-at", "")),
                    Instant.parse(told.getProperty("finished-at", "")),
                    Outcome.valueOf(told.getProperty("outcome", "")),
                    told.getProperty("detail", ""),
                    told.getProperty("source", ""),
                    instant(told.getProperty("full-at")),
                    instant(told.getProperty("changes-since"))));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void keepIn(Path dataFolder) {
        Properties told = new Properties();
        told.setProperty("started-at", startedAt.toString());
        told.setProperty("finished-at", finishedAt.toString());
        told.setProperty("outcome", outcome.name());
        told.setProperty("detail", detail);
        told.setProperty("source", source);
        if (fullAt != null) told.setProperty("full-at", fullAt.toString());
        if (changesSince != null) told.setProperty("changes-since", changesSince.toString());
        StringWriter text = new StringWriter();
        try {
            told.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
        SecretFolder.open(dataFolder.resolve(FOLDER)).write(FILE, text.toString());
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}

package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.server.secret.SecretFolder;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * How looking for newer editions of each feed ended last, and how it last failed. Kept in a file beside the downloads, so that
 * it outlives the process and the command line and the server tell the same.
 */
public final class FeedAttempts {

    private static final String FOLDER = "feeds";
    private static final String FILE = "attempts.properties";

    private final Path folder;

    private FeedAttempts(Path folder) {
        this.folder = folder;
    }

    /** Those of a data folder. */
    public static FeedAttempts in(Path dataFolder) {
        return new FeedAttempts(dataFolder.resolve(FOLDER));
    }

    /**
     * One look for a newer edition.
     *
     * @param detail why it failed; empty otherwise
     */
    public record Attempt(Instant at, Outcome outcome, String detail) {

        /** A newer edition was found and is durable, or there was none. */
        public static Attempt succeeded(Instant at, boolean loaded) {
            return new Attempt(at, loaded ? Outcome.LOADED : Outcome.UNCHANGED, "");
        }

        /** The edition before stays. */
        public static Attempt failed(Instant at, String why) {
            return new Attempt(at, Outcome.FAILED, why);
        }
    }

    /** How a look for a newer edition ended. */
    public enum Outcome {
        LOADED,
        UNCHANGED,
        FAILED;

        /** The spelling in answers: {@code loaded}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The last look for a newer edition; empty if nobody ever looked. */
    public Optional<Attempt> last(Feed feed) {
        return read(feed, "last");
    }

    /** The last look that failed, be there good ones since or not. */
    public Optional<Attempt> lastFailure(Feed feed) {
        return read(feed, "failure");
    }

    /** Remembers a look for a newer edition. */
    public void keep(Feed feed, Attempt attempt) {
        SecretFolder kept = SecretFolder.open(folder);
        kept.<Boolean>exclusively(() -> {
            Properties told = told(kept);
            put(told, feed, "last", attempt);
            if (attempt.outcome() == Outcome.FAILED) put(told, feed, "failure", attempt);
            kept.write(FILE, text(told));
            return true;
        });
    }

    private Optional<Attempt> read(Feed feed, String which) {
        if (!folder.toFile().isDirectory()) return Optional.empty();
        Properties told = told(SecretFolder.open(folder));
        String name = feed.wire() + "." + which;
        try {
            String at = told.getProperty(name + ".at");
            if (at == null) return Optional.empty();
            Outcome outcome = Outcome.valueOf(told.getProperty(name + ".outcome", ""));
            return Optional.of(new Attempt(Instant.parse(at), outcome, told.getProperty(name + ".detail", "")));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty(); // what somebody else wrote there tells nothing
        }
    }

    private static void put(Properties told, Feed feed, String which, Attempt attempt) {
        String name = feed.wire() + "." + which;
        told.setProperty(name + ".at", attempt.at().toString());
        told.setProperty(name + ".outcome", attempt.outcome().name());
        told.setProperty(name + ".detail", attempt.detail());
    }

    private static Properties told(SecretFolder kept) {
        Properties told = new Properties();
        try {
            told.load(new StringReader(kept.read(FILE).orElse("")));
        } catch (IOException | IllegalArgumentException _) {
            told.clear(); // a damaged file is written anew
        }
        return told;
    }

    private static String text(Properties told) {
        StringWriter text = new StringWriter();
        try {
            told.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
        return text.toString();
    }
}

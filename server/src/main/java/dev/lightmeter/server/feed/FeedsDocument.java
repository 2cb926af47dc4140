package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.feed.FeedAttempts.Attempt;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The state of all feeds: edition, model, age, how the last look for a newer edition ended and how one last failed. */
public final class FeedsDocument {

    /** How far back the log is searched for a change of the model. */
    private static final int SEARCHED = 10_000;

    private final Store store;
    private final FeedAttempts attempts;
    private final Instant now;

    private FeedsDocument(Store store, FeedAttempts attempts, Instant now) {
        this.store = store;
        this.attempts = attempts;
        this.now = now;
    }

    /** Of a data folder that no server holds. */
    public static byte[] of(Store store, FeedAttempts attempts, Instant now) {
        return of(store, attempts, Optional.empty(), false, now);
    }

    /**
     * Of a server.
     *
     * @param updateEvery how often it looks by itself; empty for never
     * @param updating whether it is looking
     */
    static byte[] of(
            Store store, FeedAttempts attempts, Optional<Duration> updateEvery, boolean updating, Instant now) {
        FeedsDocument document = new FeedsDocument(store, attempts, now);
        return Json.object(json -> {
            if (updateEvery.isPresent()) {
                json.writeStringProperty("updateEvery", updateEvery.get().toString());
            } else {
                json.writeNullProperty("updateEvery");
            }
            json.writeBooleanProperty("updating", updating);
            json.writeName("feeds");
            json.writeStartArray();
            for (Feed feed : Feed.values()) document.write(json, feed);
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json, Feed feed) {
        Optional<FeedState> state = store.feeds().stream()
                .filter(each -> each.edition().feed() == feed)
                .findFirst();
        @Nullable
        Instant published = state.map(FeedState::edition)
                .map(edition -> edition.publishedAt())
                .orElse(null);
        json.writeStartObject();
        json.writeStringProperty("feed", feed.wire());
        writeText(
                json,
                "model",
                state.map(FeedState::edition).map(edition -> edition.model()).orElse(null));
        writeText(json, "publishedAt", published == null ? null : published.toString());
        if (published == null) {
            json.writeNullProperty("ageHours");
        } else {
            json.writeNumberProperty(
                    "ageHours", Duration.between(published, now).toHours());
        }
        json.writeNumberProperty("weaknesses", state.map(FeedState::weaknesses).orElse(0));
        json.writeName("lastAttempt");
        attempts.last(feed).ifPresentOrElse(attempt -> writeAttempt(json, attempt), json::writeNull);
        json.writeName("lastError");
        attempts.lastFailure(feed)
                .ifPresentOrElse(failure -> writeEvent(json, failure.at(), failure.detail()), json::writeNull);
        json.writeName("modelChange");
        modelChange(feed).ifPresentOrElse(change -> writeEvent(json, change.at(), change.detail()), json::writeNull);
        json.writeEndObject();
    }

    private Optional<AuditEntry> modelChange(Feed feed) {
        if (feed != Feed.EPSS) return Optional.empty(); // the versions of the others are those of their catalogues
        return store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, SEARCHED).stream()
                .filter(entry -> entry.action().equals(AuditLog.OTHER_MODEL))
                .findFirst();
    }

    private static void writeAttempt(JsonGenerator json, Attempt attempt) {
        json.writeStartObject();
        json.writeStringProperty("at", attempt.at().toString());
        json.writeStringProperty("outcome", attempt.outcome().wire());
        json.writeStringProperty("detail", attempt.detail());
        json.writeEndObject();
    }

    private static void writeEvent(JsonGenerator json, Instant at, String detail) {
        json.writeStartObject();
        json.writeStringProperty("at", at.toString());
        json.writeStringProperty("detail", detail);
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) {
        if (text == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, text);
        }
    }
}

package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.feed.FeedUpdates.Attempt;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.imports.ImportResource;
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Tells the state of the threat feeds, takes editions of them, and looks for newer ones when asked. */
public final class FeedResource {

    private static final Access READ = Access.needs(Permission.READ);
    private static final Access MANAGE = Access.needs(Permission.MANAGE);
    private static final String PATH = "/lightmeter/v1/feeds";

    /** How far back the log is searched for a change of the model. */
    private static final int SEARCHED = 10_000;

    private static final String EXAMPLE = """
            {"updateEvery":"PT6H","updating":false,"feeds":[
              {"feed":"epss","model":"v2025.03.14","publishedAt":"2026-03-04T00:00:00Z","ageHours":5,"weaknesses":312000,
               "lastAttempt":{"at":"2026-03-04T05:00:00Z","outcome":"loaded","detail":""},
               "modelChange":{"at":"2026-02-01T05:00:02Z","detail":"v2023.03.01 to v2025.03.14"}}]}
            """;

    private final Store store;
    private final FeedUpdates updates;
    private final Optional<Duration> updateEvery;
    private final ImportResource imports;
    private final Clock clock;

    /**
     * Serves one installation.
     *
     * @param updateEvery how often the server looks by itself; empty for never
     */
    public FeedResource(
            Store store, FeedUpdates updates, Optional<Duration> updateEvery, ImportResource imports, Clock clock) {
        this.store = store;
        this.updates = updates;
        this.updateEvery = updateEvery;
        this.imports = imports;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, READ, this::list)
                        .about("The threat feeds: edition, model, age, and how the last look for a newer edition ended")
                        .answers(200, EXAMPLE),
                Route.post(PATH + "/update", MANAGE, this::update)
                        .about("Looks for newer editions of EPSS, KEV and NVD, as the operator's addresses have them")
                        .takes(
                                "only",
                                ParameterType.TEXT,
                                "some of epss, kev, nvd, with commas between; all without it")
                        .takes("wait", ParameterType.TRUTH, "true to get the answer when all is done")
                        .answers(202, EXAMPLE),
                Route.post(PATH + "/{name}", MANAGE, this::upload)
                        .about("Takes an edition of one feed; the body is the file")
                        .answers(
                                200,
                                "{\"imports\":[{\"files\":[\"epss\"],\"format\":\"epss-csv\",\"outcome\":\"feed\",\"feed\":\"epss\",\"weaknesses\":312000,\"skipped\":0,\"skippedByReason\":{},\"skippedRows\":[]}]}"));
    }

    private Reply list(Call call) {
        return Reply.json(200, document());
    }

    private Reply update(Call call) {
        var actor = AuditLog.actor(call.callerWhoSeesEverything());
        EnumSet<Feed> wanted = EnumSet.noneOf(Feed.class);
        call.query()
                .first("only")
                .ifPresentOrElse(
                        only -> Stream.of(only.split(",", -1))
                                .map(FeedResource::feed)
                                .forEach(wanted::add),
                        () -> wanted.addAll(FeedUpdates.FETCHED));
        if (!FeedUpdates.FETCHED.containsAll(wanted)) {
            throw new ProblemException(
                    Problem.invalidInput("CVE records and exploits have no one address; upload them"));
        }
        if (updates.isRunning()) {
            throw new ProblemException(new Problem(409, "DisallowedOperation", "The feeds are being updated already"));
        }
        if (call.query().first("wait").filter("true"::equalsIgnoreCase).isPresent()) {
            var _ = updates.update(wanted, actor);
            return Reply.json(200, document());
        }
        var _ = Thread.ofVirtual().name("feeds").start(() -> updates.updateLogged(wanted, actor));
        return Reply.json(202, document());
    }

    private Reply upload(Call call) {
        return imports.uploadFeed(call, feed(call.parameter("name")));
    }

    private byte[] document() {
        List<FeedState> states = store.feeds();
        return Json.object(json -> {
            if (updateEvery.isPresent()) {
                json.writeStringProperty("updateEvery", updateEvery.get().toString());
            } else {
                json.writeNullProperty("updateEvery");
            }
            json.writeBooleanProperty("updating", updates.isRunning());
            json.writeName("feeds");
            json.writeStartArray();
            for (Feed feed : Feed.values()) {
                write(
                        json,
                        feed,
                        states.stream()
                                .filter(state -> state.edition().feed() == feed)
                                .findFirst());
            }
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json, Feed feed, Optional<FeedState> state) {
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
                    "ageHours", Duration.between(published, clock.instant()).toHours());
        }
        json.writeNumberProperty("weaknesses", state.map(FeedState::weaknesses).orElse(0));
        json.writeName("lastAttempt");
        updates.lastAttempt(feed).ifPresentOrElse(attempt -> write(json, attempt), json::writeNull);
        json.writeName("modelChange");
        modelChange(feed).ifPresentOrElse(entry -> write(json, entry), json::writeNull);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Attempt attempt) {
        json.writeStartObject();
        json.writeStringProperty("at", attempt.at().toString());
        json.writeStringProperty("outcome", attempt.outcome());
        json.writeStringProperty("detail", attempt.detail());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AuditEntry change) {
        json.writeStartObject();
        json.writeStringProperty("at", change.at().toString());
        json.writeStringProperty("detail", change.detail());
        json.writeEndObject();
    }

    private Optional<AuditEntry> modelChange(Feed feed) {
        if (feed != Feed.EPSS) return Optional.empty(); // the versions of the others are those of their catalogues
        return store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, SEARCHED).stream()
                .filter(entry -> entry.action().equals(AuditLog.OTHER_MODEL))
                .findFirst();
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) {
        if (text == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, text);
        }
    }

    private static Feed feed(String name) {
        return Stream.of(Feed.values())
                .filter(feed -> feed.wire().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.unknownResource(
                        "There is no feed " + name + "; there are epss, kev, nvd, cve and exploits")));
    }
}

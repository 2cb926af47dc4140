package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.imports.ImportResource;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells the state of the threat feeds, takes editions of them, and looks for newer ones when asked. */
public final class FeedResource {

    private static final Access READ = Access.needs(Permission.READ);
    private static final Access MANAGE = Access.needs(Permission.MANAGE);
    private static final String PATH = "/lightmeter/v1/feeds";

    private static final String EXAMPLE = """
            {"updateEvery":"PT6H","updating":false,"feeds":[
              {"feed":"epss","model":"v2025.03.14","publishedAt":"2026-03-04T00:00:00Z","ageHours":5,"weaknesses":312000,
               "lastAttempt":{"at":"2026-03-04T05:00:00Z","outcome":"loaded","detail":""},
               "lastError":{"at":"2026-02-27T23:00:00Z","detail":"feeds.example.com does not answer"},
               "modelChange":{"at":"2026-02-01T05:00:02Z","detail":"v2023.03.01 to v2025.03.14"}}]}
            """;

    private final Store store;
    private final FeedUpdates updates;
    private final FeedAttempts attempts;
    private final Optional<Duration> updateEvery;
    private final ImportResource imports;
    private final Clock clock;

    /**
     * Serves one installation.
     *
     * @param updateEvery how often the server looks by itself; empty for never
     */
    public FeedResource(
            Store store,
            FeedUpdates updates,
            FeedAttempts attempts,
            Optional<Duration> updateEvery,
            ImportResource imports,
            Clock clock) {
        this.store = store;
        this.updates = updates;
        this.attempts = attempts;
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
        return FeedsDocument.of(store, attempts, updateEvery, updates.isRunning(), clock.instant());
    }

    private static Feed feed(String name) {
        return Stream.of(Feed.values())
                .filter(feed -> feed.wire().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.unknownResource(
                        "There is no feed " + name + "; there are epss, kev, nvd, cve and exploits")));
    }
}

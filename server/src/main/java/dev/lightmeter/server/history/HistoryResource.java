package dev.lightmeter.server.history;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.history.Watched.Asked;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Store;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Answers what scores were and what moved them. */
public final class HistoryResource {

    static final Access ACCESS = Access.needs(Permission.READ);

    private static final String BASE = "/lightmeter/v1";
    private static final Duration USUAL_SPAN = Duration.ofDays(30);
    private static final int USUAL_POINTS = 200;
    private static final int MOST_POINTS = 5000;
    private static final int USUAL_EVENTS = 100;
    private static final int MOST_EVENTS = 1000;
    private static final int MOST_SKIPPED = 10_000;

    private static final String POINT =
            "\"score\":\"41.387120000\",\"level\":\"Medium\",\"a\":41387120000,\"w\":100,\"coverage\":\"1.000000000\",\"devices\":100,\"devicesHigh\":3";

    private final Store store;
    private final Views views;
    private final Clock clock;

    public HistoryResource(Store store, Views views, Clock clock) {
        this.store = store;
        this.views = views;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                spanned(Route.get(BASE + "/history", ACCESS, this::line)
                        .about("The line of a score, with what happened on it")
                        .takes("points", ParameterType.NUMBER, "how many points at most, 2 to 5000; 200 without it")
                        .answers(
                                200,
                                "{\"group\":\"Servers\",\"from\":\"2026-02-04T00:00:00Z\",\"to\":"
                                        + "\"2026-03-04T00:00:00Z\",\"recordedSince\":\"2026-01-01T08:00:00Z\",\"points\":[{"
                                        + "\"time\":\"2026-02-04T00:00:00Z\"," + POINT
                                        + ",\"low\":\"41.387120000\",\"high\":\"41.387120000\"}],\"events\":[]}")),
                Route.get(BASE + "/history/at", ACCESS, this::at)
                        .about("What every score was at a time, as it was shown then")
                        .takes("time", ParameterType.INSTANT, "the time; now without it")
                        .answers(
                                200,
                                "{\"time\":\"2026-03-04T00:00:00Z\",\"recordedSince\":\"2026-01-01T08:00:00Z\","
                                        + "\"groups\":[{\"name\":\"organisation\"," + POINT
                                        + ",\"bounds\":[\"41.387120000\",\"41.387120000\"]}]}"),
                spanned(Route.get(BASE + "/waterfall", ACCESS, this::waterfall)
                        .about("What moved a score between two times; the bars add up to the last unit")
                        .answers(
                                200,
                                "{\"group\":\"Servers\",\"from\":\"2026-02-25T00:00:00Z\",\"to\":"
                                        + "\"2026-03-04T00:00:00Z\",\"recordedSince\":\"2026-01-01T08:00:00Z\",\"before\":{"
                                        + POINT + "},\"after\":{" + POINT
                                        + "},\"change\":\"2.140000000\",\"bars\":[{\"bar\":"
                                        + "\"feeds\",\"points\":\"2.140000000\",\"causes\":[]}]}")),
                Route.get(BASE + "/events", ACCESS, this::events)
                        .about("What happened, newest first, and by how much it moved the score")
                        .takes(
                                "group",
                                ParameterType.TEXT,
                                "only what moved or concerns this device group; organisation without it")
                        .takes("from", ParameterType.INSTANT, "no event before this time; 30 days ago without it")
                        .takes("to", ParameterType.INSTANT, "no event after this time; now without it")
                        .takes(
                                "skip",
                                ParameterType.NUMBER,
                                "so many of the newest are left out; the next link uses it")
                        .takes("top", ParameterType.NUMBER, "how many, 1 to 1000; 100 without it")
                        .answers(
                                200,
                                "{\"events\":[{\"time\":\"2026-03-04T05:06:07.120Z\",\"change\":\"2.140000000\",\"what\":["
                                        + "{\"type\":\"knownExploited\",\"subject\":\"CVE-2026-0001\",\"group\":\"Servers\","
                                        + "\"devices\":12}]}],\"nextLink\":null}"));
    }

    private static Route spanned(Route route) {
        return route.takes("group", ParameterType.TEXT, "a device group, or organisation, which it is without it")
                .takes("from", ParameterType.INSTANT, "the earlier time; 30 days before the later one without it")
                .takes("to", ParameterType.INSTANT, "the later time; now without it");
    }

    private Reply line(Call call) {
        int points = (int) call.number("points", USUAL_POINTS, 2, MOST_POINTS);
        Watched watched = watched(call);
        Span span = span(call);
        return Reply.json(200, documents(watched).line(asked(call, watched), span.from(), span.to(), points));
    }

    private Reply at(Call call) {
        Watched watched = watched(call);
        return Reply.json(200, documents(watched).at(call.instant("time").orElseGet(clock::instant)));
    }

    private Reply waterfall(Call call) {
        Watched watched = watched(call);
        Span span = span(call);
        return documents(watched)
                .waterfall(asked(call, watched), span.from(), span.to())
                .map(document -> Reply.json(200, document))
                .orElseThrow(() ->
                        new ProblemException(Problem.unknownResource("Nothing had been recorded until " + span.to())));
    }

    private Reply events(Call call) {
        Span span = span(call);
        int skip = (int) call.number("skip", 0, 0, MOST_SKIPPED);
        int top = (int) call.number("top", USUAL_EVENTS, 1, MOST_EVENTS);
        Watched watched = watched(call);
        Asked asked = asked(call, watched);
        String link = call.baseUrl() + BASE + "/events?group=" + URLEncoder.encode(asked.name(), StandardCharsets.UTF_8)
                + "&from=" + span.from() + "&top=" + top;
        return Reply.json(
                200,
                documents(watched)
                        .timeline(
                                asked,
                                span.from(),
                                span.to(),
                                skip,
                                top,
                                (to, told) -> link + "&to=" + to + "&skip=" + told));
    }

    private HistoryDocuments documents(Watched watched) {
        return new HistoryDocuments(store.history(), watched);
    }

    /** Who sees everything may also ask about groups that are no more. */
    private Watched watched(Call call) {
        Scoreboard board = views.of(call.knownCaller());
        boolean all = call.knownCaller().sight() instanceof Sight.Everything;
        List<DeviceGroup> seen = board.groups().stream()
                .map(GroupScore::group)
                .filter(Objects::nonNull)
                .toList();
        return Watched.of(all ? store.groups() : seen, all);
    }

    private Asked asked(Call call, Watched watched) {
        String name = call.query().first("group").orElse(GroupScore.ORGANISATION);
        return watched.named(name)
                .orElseThrow(() -> new ProblemException(
                        Problem.unknownResource(Explanations.noGroup(views.of(call.knownCaller()), name))));
    }

    private record Span(Instant from, Instant to) {}

    private Span span(Call call) {
        Instant to = call.instant("to").orElseGet(clock::instant);
        Instant from = call.instant("from").orElseGet(() -> to.minus(USUAL_SPAN));
        if (from.isAfter(to)) {
            throw new ProblemException(
                    Problem.invalidInput("from must not be later than to, got " + from + " and " + to));
        }
        return new Span(from, to);
    }
}

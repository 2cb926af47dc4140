package dev.lightmeter.server.explanation;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.ScoreShape;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.explanation.Explanations.Answer;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers why a score is what it is. */
public final class ExplanationResource {

    /** Reading what is open where takes a permission of its own: it tells more than a score. */
    public static final Access ACCESS = Access.needs(Permission.READ);

    private static final String BASE = "/lightmeter/v1/explanations";
    private static final int TOP = 20;
    private static final int MOST = 100_000;

    private final Views views;
    private final Explanations explanations;

    public ExplanationResource(Views views, Explanations explanations) {
        this.views = views;
        this.explanations = explanations;
    }

    public List<Route> routes() {
        return List.of(
                listed(Route.get(BASE, ACCESS, this::explain), "Why a score is what it is, to the last unit")
                        .takes(
                                "name",
                                ParameterType.TEXT,
                                "organisation, a device group, a device by its id or name, a weakness or a recommendation")
                        .takes("shape", ParameterType.TEXT, "another shape of the score of a group, told beside ours")
                        .answers(200, """
                        {"kind":"group","name":"Servers","score":"64.125795900","level":"medium","scored":2,
                         "recommendations":[{"id":"va-_-acme-_-portal","carries":"64.125795900","wouldSave":"64.125795900","devices":2,
                          "name":"Update Acme Portal","type":"Update"}]}
                        """),
                listed(
                        Route.get(BASE + "/organisation", ACCESS, call -> group(call, GroupScore.ORGANISATION)),
                        "Why the score over all devices is what it is"),
                listed(
                        Route.get(BASE + "/groups/{name}", ACCESS, call -> group(call, call.parameter("name"))),
                        "Why the score of a device group is what it is"),
                listed(
                        Route.get(
                                BASE + "/devices/{id}",
                                ACCESS,
                                call -> reply(explanations.device(board(call), call.parameter("id"), top(call)))),
                        "Why the score of a device is what it is"),
                listed(
                        Route.get(
                                BASE + "/weaknesses/{id}",
                                ACCESS,
                                call -> reply(explanations.weakness(board(call), call.parameter("id"), top(call)))),
                        "Where a weakness is, and what it carries"),
                listed(
                        Route.get(
                                BASE + "/recommendations/{id}",
                                ACCESS,
                                call -> reply(
                                        explanations.recommendation(board(call), call.parameter("id"), top(call)))),
                        "What a recommendation removes, and where"),
                listed(
                                Route.get("/lightmeter/v1/recommendations", ACCESS, this::recommendations),
                                "What to do in a device group: what would save most comes first")
                        .takes("group", ParameterType.TEXT, "a device group; organisation without it")
                        .answers(200, """
                        {"group":"Servers","score":"64.125795900","count":1,
                         "recommendations":[{"id":"va-_-acme-_-portal","name":"Update Acme Portal","type":"Update","version":null,
                          "carries":"64.125795900","wouldSave":"64.125795900","devices":2}]}
                        """));
    }

    private static Route listed(Route route, String about) {
        return route.about(about)
                .takes("top", ParameterType.NUMBER, "how many entries of each list, 0 to 100000; 20 without it");
    }

    /** {@code name} in the query: a device group, a device by id or name, {@code organisation}; {@code top} entries. */
    public Reply explain(Call call) {
        String name = call.query()
                .first("name")
                .orElseThrow(
                        () -> new ProblemException(
                                new Problem(
                                        400,
                                        "MissingRequiredParameter",
                                        "The query needs name: a device group, a device, a weakness, a recommendation or organisation")));
        return reply(explanations.of(board(call), name, top(call), shape(call)));
    }

    private Reply group(Call call, String name) {
        Scoreboard board = board(call);
        return reply(explanations.group(board, required(board, name), top(call), shape(call)));
    }

    private Reply recommendations(Call call) {
        Scoreboard board = board(call);
        GroupScore score = required(board, call.query().first("group").orElse(GroupScore.ORGANISATION));
        return Reply.json(200, explanations.recommendations(board, score, top(call)));
    }

    /** The group with this name, or the organisation; a problem if the caller sees none. */
    public static GroupScore required(Scoreboard board, String name) {
        return name.equalsIgnoreCase(GroupScore.ORGANISATION)
                ? board.organisation()
                : board.group(name)
                        .orElseThrow(() -> new ProblemException(
                                new Problem(404, "ResourceNotFound", Explanations.noGroup(board, name))));
    }

    private static Reply reply(Answer answer) {
        return switch (answer) {
            case Answer.Document(var json) -> Reply.json(200, json);
            case Answer.None(var why) -> throw new ProblemException(new Problem(404, "ResourceNotFound", why));
        };
    }

    private Scoreboard board(Call call) {
        return views.of(call.knownCaller());
    }

    private static int top(Call call) {
        return (int) call.number("top", TOP, 0, MOST);
    }

    private static ScoreShape shape(Call call) {
        String id = call.query().first("shape").orElse(ScoreShape.LIGHTMETER.id());
        return ScoreShape.parse(id)
                .orElseThrow(() -> new ProblemException(Problem.invalidInput("shape must be one of "
                        + Stream.of(ScoreShape.values()).map(ScoreShape::id).collect(Collectors.joining(", "))
                        + ", got "
                        + id)));
    }
}

package dev.lightmeter.server.plan;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Plan;
import dev.lightmeter.core.fleet.Plan.Budget;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Answers with what to do first. */
public final class PlanResource {

    private static final int STEPS = 5;

    private final Views views;
    private final Explanations explanations;
    /** A plan for a million devices takes a few hundred megabytes while it is searched, so one is searched at a time. */
    private final Semaphore searching = new Semaphore(1);

    public PlanResource(Views views, Explanations explanations) {
        this.views = views;
        this.explanations = explanations;
    }

    public List<Route> routes() {
        return List.of(Route.get("/lightmeter/v1/plan", ExplanationResource.ACCESS, this::plan)
                .about("What to do first: the recommendations that lower a score most, each after those before it")
                .takes("group", ParameterType.TEXT, "a device group; organisation without it")
                .takes("steps", ParameterType.NUMBER, "how many steps at most, 1 to 100; 5 without it")
                .takes(
                        "devices",
                        ParameterType.NUMBER,
                        "how many different devices may be touched; with it, gain per device decides")
                .answers(200, """
                        {"kind":"plan","group":"Servers","scoreNow":"64.125795900","scoreAfter":"0.000000000","ending":"nothingHelps",
                         "steps":[{"recommendation":"va-_-acme-_-portal","name":"Update Acme Portal","type":"Update","version":null,
                          "saves":"64.125795900","scoreAfter":"0.000000000","organisationAfter":"0.000000000","devices":2,"devicesSoFar":2}]}
                        """));
    }

    private Reply plan(Call call) {
        Scoreboard board = views.of(call.knownCaller());
        GroupScore group =
                ExplanationResource.required(board, call.query().first("group").orElse(GroupScore.ORGANISATION));
        int steps = (int) call.number("steps", STEPS, 1, Plan.MOST_ACTIONS);
        int devices = (int) call.number("devices", Budget.ANY_DEVICES, 1, Budget.ANY_DEVICES);
        searching.acquireUninterruptibly();
        try {
            Plan plan = board.plan(group, new Budget(steps, devices));
            return Reply.json(200, PlanDocument.of(board, plan, explanations.names(board)));
        } finally {
            searching.release();
        }
    }
}

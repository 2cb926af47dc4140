package dev.lightmeter.server.explanation;

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

/** Answers why a score is what it is. */
public final class ExplanationResource {

    /** Reading what is open where takes a permission of its own: it tells more than a score. */
    public static final Access ACCESS = Access.needs(Permission.READ);

    private static final int TOP = 20;
    private static final int MOST = 100_000;

    private final Views views;

    public ExplanationResource(Views views) {
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(Route.get("/lightmeter/v1/explanations", ACCESS, this::explain)
                .about("Why a score is what it is, to the last unit")
                .takes("name", ParameterType.TEXT, "organisation, a device group, or a device by its id or name")
                .takes("top", ParameterType.NUMBER, "how many entries of each list, 0 to 100000; 20 without it")
                .answers(200, """
                        {"kind":"group","name":"Servers","score":"64.125795900","level":"medium","scored":2,
                         "recommendations":[{"id":"va-_-acme-_-portal","carries":"64.125795900","wouldSave":"64.125795900","devices":2}]}
                        """));
    }

    /** {@code name} in the query: a device group, a device by id or name, or {@code organisation}; {@code top} entries. */
    public Reply explain(Call call) {
        String name = call.query()
                .first("name")
                .orElseThrow(() -> new ProblemException(new Problem(
                        400,
                        "MissingRequiredParameter",
                        "The query needs name: a device group, a device or organisation")));
        return switch (Explanations.of(views.of(call.caller().orElseThrow()), name, top(call))) {
            case Answer.Document(var json) -> Reply.json(200, json);
            case Answer.None(var why) -> throw new ProblemException(new Problem(404, "ResourceNotFound", why));
        };
    }

    private static int top(Call call) {
        String text = call.query().first("top").orElse(Integer.toString(TOP));
        try {
            int top = Integer.parseInt(text);
            if (top >= 0 && top <= MOST) return top;
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new ProblemException(
                new Problem(400, "InvalidInput", "top must be a number from 0 to " + MOST + ", got " + text));
    }
}

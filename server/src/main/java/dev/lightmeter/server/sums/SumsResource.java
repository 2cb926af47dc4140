package dev.lightmeter.server.sums;

import dev.lightmeter.core.fleet.SiteSums;
import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;

/** Answers with the sums of this site, for headquarters to merge. */
public final class SumsResource {

    private static final int LONGEST_NAME = 200;

    private final Views views;

    public SumsResource(Views views) {
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(Route.get("/lightmeter/v1/sums", ExplanationResource.ACCESS, this::sums)
                .about(
                        "Sums of the scores without findings, which lightmeter merge puts together with those of other sites")
                .takes("site", ParameterType.TEXT, "the name of this site; each name counts once in a merge")
                .answers(200, """
                        {"format":"lightmeter-sums-1","parameters":"1.0","tailPct":5,
                         "sources":[{"site":"Berlin","asOf":"2026-03-01T12:00:00Z","feeds":[]}],
                         "groups":[{"name":"Servers","a":5130063672,"w":8,"unknownWeight":0,"scored":2,"stale":0,"neverAssessed":0,
                          "excluded":0,"devicesHigh":1,"weightByScoreE7":[562508750,4,720007168,4]}]}
                        """));
    }

    private Reply sums(Call call) {
        String site = call.query()
                .first("site")
                .filter(name -> !name.isBlank() && name.length() <= LONGEST_NAME)
                .orElseThrow(() -> new ProblemException(new Problem(
                        400,
                        "MissingRequiredParameter",
                        "The query needs site: a name for this site, at most " + LONGEST_NAME + " characters")));
        return Reply.json(200, SumsDocument.write(SiteSums.of(site, views.of(call.knownCaller()))));
    }
}

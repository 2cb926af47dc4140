package dev.lightmeter.server.whatif;

import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;

/** Answers what the scores would be if some things were otherwise. */
public final class WhatIfResource {

    private static final int LONGEST = 256 * 1024;

    private final Views views;

    public WhatIfResource(Views views) {
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(Route.post("/lightmeter/v1/whatif", ExplanationResource.ACCESS, this::ask)
                .about("The scores that would be if some things were otherwise; nothing is changed")
                .reads("""
                        {"changes":[{"apply":["va-_-acme-_-portal"]},{"device":"outside","value":"Low"},
                         {"weakness":"CVE-2021-44228","epss":"0.9","kev":true}],"top":5}
                        """)
                .answers(200, """
                        {"kind":"whatIf","shapeThen":"lightmeter-1","organisation":{"name":"organisation","now":"42.750530600","then":"0.000000000",
                         "difference":"-42.750530600"},"groups":[],"devicesMoved":2,"movers":[]}
                        """));
    }

    private Reply ask(Call call) {
        return Reply.json(200, WhatIfs.answer(views.of(call.knownCaller()), call.body(LONGEST)));
    }
}

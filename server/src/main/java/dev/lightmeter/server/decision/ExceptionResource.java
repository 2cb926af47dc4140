package dev.lightmeter.server.decision;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;

/** Shows exceptions, makes them and takes them back. */
public final class ExceptionResource {

    public static final String PATH = "/lightmeter/v1/exceptions";

    private static final Access READ = Access.needs(Permission.READ);
    /** A right of its own, as Defender's "Exception handling". */
    private static final Access DECIDE =
            Access.needs(Permission.of("Lightmeter.Exception.All", "Lightmeter.Exception"));

    private static final String DRAFT = """
            {"recommendationId":"va-_-acme-_-portal","justification":"third_party_control","deviceGroups":["Servers"],
             "lastDay":"2026-12-31","note":"behind the new firewall"}
            """;
    private static final String EXAMPLE = """
            {"id":"3b241101-e2bb-4255-8caf-4136c566a962","recommendationId":"va-_-acme-_-portal","cveId":null,
             "justification":"third_party_control","state":"active","scope":"deviceGroups","deviceGroups":["Servers"],
             "firstDay":"2026-10-01","lastDay":"2026-12-31","note":"behind the new firewall",
             "createdAt":"2026-10-01T12:00:00Z","createdBy":"anna@example.org","cancelledAt":null,"cancelledBy":null}
            """;
    private static final String SCORES =
            "\"scores\":[{\"deviceGroup\":\"Servers\",\"before\":\"64.125795900\",\"after\":\"31.040000000\"}]";

    private static final int LONGEST = 64 * 1024;

    private final ExceptionDesk desk;

    public ExceptionResource(ExceptionDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, READ, this::list)
                        .about("The exceptions that concern device groups in sight, in whatever state, oldest first")
                        .answers(200, "{\"exceptions\":[" + EXAMPLE.strip() + "]}"),
                Route.get(PATH + "/{id}", READ, this::one)
                        .about("One exception")
                        .answers(200, EXAMPLE),
                Route.post(PATH, DECIDE, this::create)
                        .about("Makes an exception, and tells the scores in sight before and after")
                        .reads(DRAFT)
                        .answers(201, EXAMPLE.strip().replaceAll("}$", "," + SCORES + "}")),
                Route.post(PATH + "/preview", DECIDE, this::preview)
                        .about("What an exception would do to the scores in sight; makes none")
                        .reads(DRAFT)
                        .answers(200, "{" + SCORES + "}"),
                Route.post(PATH + "/{id}/cancel", DECIDE, this::cancel)
                        .about("Takes an exception back, and tells the scores in sight before and after")
                        .answers(200, EXAMPLE.strip().replaceAll("}$", "," + SCORES + "}")));
    }

    private Reply list(Call call) {
        return Reply.json(200, desk.list(call.knownCaller()));
    }

    private Reply one(Call call) {
        return Reply.json(200, desk.one(call.knownCaller(), call.parameter("id")));
    }

    private Reply create(Call call) {
        return Reply.json(201, desk.create(call.knownCaller(), call.body(LONGEST)));
    }

    private Reply preview(Call call) {
        return Reply.json(200, desk.preview(call.knownCaller(), call.body(LONGEST)));
    }

    private Reply cancel(Call call) {
        return Reply.json(200, desk.cancel(call.knownCaller(), call.parameter("id")));
    }
}

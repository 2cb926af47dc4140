package dev.lightmeter.server.standing;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Level;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Tells how the organisation and the device groups of a caller stand. */
public final class StandingResource {

    private static final Access ACCESS = Access.needs(Permission.READ);

    private final Views views;

    public StandingResource(Views views) {
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(Route.get("/lightmeter/v1/standings", ACCESS, this::standings)
                .about("How the organisation and each device group stand: score, coverage, devices that need attention")
                .takes("name", ParameterType.TEXT, "only the organisation or the device group of this name")
                .answers(200, """
                        {"asOf":"2026-10-01T12:00:00Z","knownExploitedCatalogue":true,"standings":[
                          {"name":"organisation","groupId":null,"score":"42.750530600","level":"Medium","coverage":"1.000000000",
                           "devices":3,"devicesHigh":1,"devicesKnownExploited":2}]}
                        """));
    }

    private Reply standings(Call call) {
        Standings standings = Standings.of(views.of(call.knownCaller()));
        return Reply.json(
                200,
                toJson(
                        standings,
                        call.query()
                                .first("name")
                                .map(name -> List.of(standings
                                        .named(name)
                                        .orElseThrow(() ->
                                                new ProblemException(Problem.resourceNotFound("device group", name)))))
                                .orElse(standings.all())));
    }

    /** The document that tells some of the standings. */
    public static byte[] toJson(Standings standings, List<Standing> told) {
        return Json.object(json -> {
            json.writeStringProperty("asOf", standings.asOf().toString());
            json.writeBooleanProperty("knownExploitedCatalogue", standings.catalogueLoaded());
            json.writeName("standings");
            json.writeStartArray();
            told.forEach(standing -> write(json, standing));
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Standing standing) {
        json.writeStartObject();
        json.writeStringProperty("name", standing.name());
        standing.groupId()
                .ifPresentOrElse(
                        id -> json.writeNumberProperty("groupId", id), () -> json.writeNullProperty("groupId"));
        decimal(json, "score", standing.points());
        json.writeStringProperty("level", standing.level().map(Level::wire).orElse(null));
        decimal(json, "coverage", standing.coverage());
        json.writeNumberProperty("devices", standing.score().devices());
        json.writeNumberProperty("devicesHigh", standing.score().devicesHigh());
        json.writeNumberProperty("devicesKnownExploited", standing.knownExploited());
        json.writeEndObject();
    }
}

package dev.lightmeter.server.notification;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Tells what became of notifications, and sends one to try a channel. */
public final class NotificationResource {

    private static final String PATH = "/lightmeter/v1/notifications";
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Notifications notifications;
    private final AuditLog audit;

    public NotificationResource(Notifications notifications, AuditLog audit) {
        this.notifications = notifications;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.needs(Permission.READ), this::recent)
                        .about("The newest notifications and what became of them")
                        .takes("top", ParameterType.NUMBER, "how many, 1 to 1000; 100 without it")
                        .answers(200, """
                                {"channels":["soc"],"notifications":[{"id":"0c9e…","createdAt":"2026-10-01T12:00:00Z","channel":"soc",
                                  "subject":"Servers is now High with 71.3 points, was Medium","outcome":"delivered","attempts":1,"problem":""}]}
                                """),
                Route.post(PATH + "/test", Access.needs(Permission.MANAGE), this::test)
                        .about("Sends a message to a channel and tells how that ended")
                        .reads("{\"channel\":\"soc\"}")
                        .answers(200, "{\"outcome\":\"delivered\",\"problem\":\"\"}"));
    }

    private Reply recent(Call call) {
        var _ = call.callerWhoSeesEverything();
        int top = (int) call.number("top", USUAL, 1, MOST);
        return Reply.json(200, Json.object(json -> {
            Json.writeTexts(
                    json,
                    "channels",
                    notifications.channels().stream().map(Channel::name).toList());
            json.writeName("notifications");
            json.writeStartArray();
            notifications.recent(top).forEach(delivery -> write(json, delivery));
            json.writeEndArray();
        }));
    }

    private Reply test(Call call) {
        Caller caller = call.callerWhoSeesEverything();
        String channel = JsonBody.of(call, Set.of("channel")).requiredText("channel");
        Delivery sent = notifications
                .test(channel)
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("channel", channel)));
        audit.record(caller, "notification.test", channel, word(sent));
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("outcome", word(sent));
            json.writeStringProperty("problem", sent.problem());
        }));
    }

    private static void write(JsonGenerator json, Delivery delivery) {
        json.writeStartObject();
        json.writeStringProperty("id", delivery.id());
        json.writeStringProperty("createdAt", delivery.createdAt().toString());
        json.writeStringProperty("channel", delivery.channel());
        json.writeStringProperty("subject", delivery.subject());
        json.writeStringProperty("outcome", word(delivery));
        json.writeNumberProperty("attempts", delivery.attempts());
        json.writeStringProperty("problem", delivery.problem());
        json.writeEndObject();
    }

    private static String word(Delivery delivery) {
        return switch (delivery.outcome()) {
            case GIVEN_UP -> "given-up";
            default -> delivery.outcome().name().toLowerCase(Locale.ROOT);
        };
    }
}

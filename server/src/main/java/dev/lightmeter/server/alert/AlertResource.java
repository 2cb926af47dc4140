package dev.lightmeter.server.alert;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.util.List;

/** An empty list. Connectors ask for the first alert to test their credentials, whatever they want to read later. */
public final class AlertResource {

    private static final Access ACCESS = Access.needs(
            new Permission(List.of("Alert.Read.All", "Alert.ReadWrite.All"), List.of("Alert.Read", "Alert.ReadWrite")));

    private AlertResource() {}

    public static Route route() {
        return Route.get("/api/alerts", ACCESS, AlertResource::none)
                .about("An empty list, for clients that test their credentials here")
                .takes("$top", ParameterType.NUMBER, "how many rows of none")
                .answers(200, """
                        {"@odata.context":"http://localhost:8480/api/$metadata#Alerts","value":[]}
                        """);
    }

    private static Reply none(Call call) {
        return Reply.odata(Json.object(json -> {
            json.writeStringProperty("@odata.context", call.baseUrl() + "/api/$metadata#Alerts");
            json.writeName("value");
            json.writeStartArray();
            json.writeEndArray();
        }));
    }
}

package dev.lightmeter.server;

import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.util.function.BooleanSupplier;

/** Says whether the server has scores to tell. */
final class HealthResource {

    private static final byte[] UP = status("up");
    private static final byte[] STARTING = status("starting");

    private final BooleanSupplier ready;

    HealthResource(BooleanSupplier ready) {
        this.ready = ready;
    }

    Reply health(Call call) {
        return ready.getAsBoolean() ? Reply.json(200, UP) : Reply.json(503, STARTING);
    }

    private static byte[] status(String word) {
        return Json.object(json -> json.writeStringProperty("status", word));
    }
}

package dev.lightmeter.cli.device;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.OpenedFolder;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.identity.DeviceIdentities;
import dev.lightmeter.storage.Actor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks about devices, or changes which are one: the server that holds the data folder if there is one, else the folder itself. */
final class Identities {

    private static final String PATH = "/lightmeter/v1/devices/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Surroundings surroundings;

    Identities(DataFolderOption data, Surroundings surroundings) {
        this.folder = data.folder(surroundings);
        this.surroundings = surroundings;
    }

    JsonNode suggestions(int top) {
        return get("suggestions", Map.of("top", Integer.toString(top)), (ours, board) -> ours.suggestions(board, top));
    }

    JsonNode merges() {
        return get("merges", Map.of(), DeviceIdentities::merges);
    }

    JsonNode merge(String into, List<String> ids) {
        return post(
                "merge",
                Map.of("into", into, "ids", ids),
                (ours, board) -> ours.merge(board, Actor.COMMAND_LINE, into, ids));
    }

    JsonNode split(List<String> ids) {
        return post("split", Map.of("ids", ids), (ours, board) -> ours.split(Actor.COMMAND_LINE, ids));
    }

    private JsonNode get(String what, Map<String, String> query, Question question) {
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield server.get(PATH + what, query);
                }
            }
            case Installation.Free() -> fromStore(question);
        };
    }

    private JsonNode post(String what, Map<String, Object> body, Question question) {
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield server.post(PATH + what, Map.of(), () -> new ByteArrayInputStream(json));
                }
            }
            case Installation.Free() -> fromStore(question);
        };
    }

    private JsonNode fromStore(Question question) {
        Clock clock = surroundings.clock();
        try (OpenedFolder opened = OpenedFolder.at(folder, null, clock)) {
            Scoreboard board = opened.exposure().current();
            AuditLog audit = new AuditLog(opened.store().journal(), clock);
            DeviceIdentities ours =
                    new DeviceIdentities(opened.store(), audit, clock, slots -> opened.recordedExposure()
                            .takeDevices(slots));
            return JSON.readTree(question.ask(ours, board));
        } catch (DeviceIdentities.RefusedException e) {
            throw new CommandFailure(e.why(), e);
        }
    }

    /** Something to ask the data folder. */
    private interface Question {
        byte[] ask(DeviceIdentities identities, Scoreboard board);
    }
}

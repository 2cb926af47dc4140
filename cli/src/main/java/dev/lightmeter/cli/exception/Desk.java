package dev.lightmeter.cli.exception;

import static dev.lightmeter.cli.installation.RunningServer.OWNER;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.OpenedFolder;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.decision.ExceptionDesk;
import dev.lightmeter.server.decision.Exceptions;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where exceptions are decided: at the server that holds the data folder, or over the folder itself where none runs. */
final class Desk {

    private static final String ROUTE = "/lightmeter/v1/exceptions";

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table.")
    private Format format = Format.TABLE;

    /** In which form an answer is printed. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Format format() {
        return format;
    }

    /** All exceptions, as {@code GET /lightmeter/v1/exceptions} tells them. */
    JsonNode list(Surroundings surroundings) {
        return answer(
                surroundings, server -> server.get(ROUTE, Map.of()), OpenedFolder::exposure, desk -> desk.list(OWNER));
    }

    /** What came of an exception that is made, or only foretold. */
    JsonNode add(Surroundings surroundings, byte[] wanted, Making making) {
        return switch (making) {
            case FOR_GOOD ->
                answer(
                        surroundings,
                        server -> server.post(ROUTE, Map.of(), () -> new ByteArrayInputStream(wanted)),
                        OpenedFolder::recordedExposure,
                        desk -> desk.create(OWNER, wanted));
            case PREVIEW ->
                answer(
                        surroundings,
                        server -> server.post(ROUTE + "/preview", Map.of(), () -> new ByteArrayInputStream(wanted)),
                        OpenedFolder::exposure,
                        desk -> desk.preview(OWNER, wanted));
        };
    }

    /** Whether an exception is made. */
    enum Making {
        FOR_GOOD,
        PREVIEW
    }

    /** What came of taking back the exception with this id, or with the only id that begins like this. */
    JsonNode cancel(Surroundings surroundings, String beginning) {
        return answer(
                surroundings,
                server -> server.post(
                        ROUTE + "/"
                                + ExceptionIds.of(server.get(ROUTE, Map.of())).only(beginning) + "/cancel",
                        Map.of(),
                        InputStream::nullInputStream),
                OpenedFolder::recordedExposure,
                desk -> desk.cancel(
                        OWNER, ExceptionIds.of(json(desk.list(OWNER))).only(beginning)));
    }

    /** @param exposure of an opened folder: recorded where something changes */
    private JsonNode answer(
            Surroundings surroundings,
            Function<RunningServer, JsonNode> served,
            Function<OpenedFolder, LiveExposure> exposure,
            Function<ExceptionDesk, byte[]> free) {
        return installation.ask(
                surroundings,
                served,
                opened -> json(free.apply(over(opened, () -> exposure.apply(opened), surroundings.clock()))));
    }

    private static ExceptionDesk over(OpenedFolder opened, Supplier<LiveExposure> exposure, Clock clock) {
        return new ExceptionDesk(
                new Exceptions(opened.store(), clock),
                new Views(() -> Optional.of(opened.exposure().current()), opened.deviceGroups()::assignmentsOf),
                exposure,
                new AuditLog(opened.store().journal(), clock));
    }

    private static JsonNode json(byte[] document) {
        return new JsonMapper().readTree(document);
    }
}

package dev.lightmeter.cli.question;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.OpenedFolder;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.history.HistoryDocuments;
import dev.lightmeter.server.history.Watched;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every question of this package is asked with, and the document that answers it. */
public final class Asking {

    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table. JSON and CSV hold all digits.")
    private Format format = Format.TABLE;

    /** In which form an answer is printed. */
    public enum Format {
        TABLE,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a data folder says that no server holds. */
    public record Picture(OpenedFolder folder) {

        /** Its scores now. */
        public Scoreboard board() {
            return folder.exposure().current();
        }

        public Explanations explanations() {
            return new Explanations(folder.store(), () -> folder.exposure().fixes());
        }

        /** What its scores were. */
        public HistoryDocuments history() {
            return new HistoryDocuments(folder.store().history(), watched());
        }

        /** The group with this name, be it of the past, or the organisation. */
        public Watched.Asked watched(String name) {
            return watched().named(name).orElseThrow(() -> new CommandFailure(Explanations.noGroup(board(), name)));
        }

        private Watched watched() {
            return Watched.of(folder.store().groups(), true);
        }

        /** The group with this name, or the organisation. */
        public GroupScore group(String name) {
            return name.equalsIgnoreCase(GroupScore.ORGANISATION)
                    ? board().organisation()
                    : board().group(name).orElseThrow(() -> new CommandFailure(Explanations.noGroup(board(), name)));
        }
    }

    public Format format() {
        return format;
    }

    /** The same document either way. */
    public JsonNode document(
            Surroundings surroundings, Function<RunningServer, JsonNode> served, Function<Picture, byte[]> free) {
        return ask(surroundings, served, picture -> json(free.apply(picture)));
    }

    /** The same answer either way, where one document does not do. */
    public <T> T ask(Surroundings surroundings, Function<RunningServer, T> served, Function<Picture, T> free) {
        return installation.ask(surroundings, served, opened -> free.apply(new Picture(opened)));
    }

    /** Reads a document that was not sent by a server. */
    public static JsonNode json(byte[] document) {
        return JSON.readTree(document);
    }

    /** Another command for the same data folder, as it is typed: {@code lightmeter plan Finance --data ./demo}. */
    public String command(String... words) {
        return installation.command(words);
    }
}

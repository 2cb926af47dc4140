package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.LiveExposure;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every question of this package is asked with, and the document that answers it. */
final class Asking {

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table. JSON and CSV hold all digits.")
    private Format format = Format.TABLE;

    /** In which form an answer is printed. */
    enum Format {
        TABLE,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a data folder says now. */
    record Picture(Scoreboard board, Explanations explanations) {

        /** The group with this name, or the organisation. */
        GroupScore group(String name) {
            return name.equalsIgnoreCase(GroupScore.ORGANISATION)
                    ? board.organisation()
                    : board.group(name).orElseThrow(() -> new CommandFailure("There is no device group named " + name));
        }
    }

    Format format() {
        return format;
    }

    /** The same document either way. */
    JsonNode document(
            Surroundings surroundings, Function<RunningServer, JsonNode> served, Function<Picture, byte[]> free) {
        return installation.ask(surroundings, served, opened -> {
            LiveExposure exposure = opened.exposure();
            Picture picture = new Picture(exposure.current(), new Explanations(opened.store(), exposure::fixes));
            return new JsonMapper().readTree(free.apply(picture));
        });
    }
}

package dev.lightmeter.cli.load;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Imports reports, and feeds if there are some among them. */
@Command(
        name = "import",
        description = "Takes reports of scanners into the data folder, through its server if one is running.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nWhat an import does:%n",
        footer = {
            "  A full report replaces what the same source said about the devices in it;",
            "  what is missing now is fixed. The same report twice changes nothing, and",
            "  neither does a refused file.",
            "",
            "Examples:",
            "  lightmeter import defender-export/*.json.gz",
            "  trivy image --format json nginx | lightmeter import -"
        })
public final class ImportCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files in any mixture of formats, packed or not, folders too; - reads standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table.")
    private Format format = Format.TABLE;

    /** In which form the outcome is told. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode document =
                new Loading(surroundings, data.folder(surroundings)).load(FilesArgument.files(files, surroundings));
        LoadedTables tables = new LoadedTables(document);
        if (format == Format.JSON) {
            surroundings.out().println(document.toPrettyString());
        } else {
            tables.print(surroundings.screen(), surroundings.messages());
        }
        return tables.exitCode();
    }
}

package dev.lightmeter.cli.load;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Loads feeds from files. */
@Command(
        name = "load",
        description = "Takes editions of threat feeds from files, for sites without the internet.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter feeds load epss_scores-current.csv.gz kev.json",
            "  lightmeter feeds load /mnt/mirror/nvd/",
            "",
            "A broken file is refused as a whole and the edition before it stays."
        })
public final class LoadFeedsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Feed files, packed or not, folders too.")
    private List<String> files = List.of();

    public LoadFeedsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LoadedTables tables = new LoadedTables(
                new Loading(surroundings, data.folder(surroundings)).load(FilesArgument.files(files, surroundings)));
        tables.print(surroundings.screen(), surroundings.messages());
        return tables.exitCode();
    }
}

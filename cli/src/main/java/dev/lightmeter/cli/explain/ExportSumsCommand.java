package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.SiteSums;
import dev.lightmeter.server.sums.SumsDocument;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the sums of this site. */
@Command(
        name = "export-sums",
        description = "Prints the sums behind the scores of this site, without findings, for lightmeter merge.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  lightmeter export-sums --site Berlin > berlin.json")
public final class ExportSumsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private Asking asking = new Asking();

    @Option(
            names = "--site",
            required = true,
            paramLabel = "NAME",
            description = "The name of this site. Each name counts once in a merge.")
    private String site = "";

    public ExportSumsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var document = asking.document(
                surroundings,
                server -> server.get("/lightmeter/v1/sums", Map.of("site", site)),
                picture -> SumsDocument.write(SiteSums.of(site, picture.board())));
        surroundings.out().println(document);
        return ExitCode.DONE;
    }
}

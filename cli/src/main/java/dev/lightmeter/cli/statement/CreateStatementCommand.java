package dev.lightmeter.cli.statement;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.RemoteServerOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.statement.ScoreStatement;
import dev.lightmeter.server.statement.StatementKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a statement. */
@Command(
        name = "create",
        description = "Signs the scores of the organisation and all device groups as they are now.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter statement create --out scores.dsse.json",
            "  lightmeter statement create --server https://meter.example.org",
            "",
            "The key lies in the data folder and is made at the first statement. Give its",
            "public half (lightmeter statement key) to those who verify."
        })
public final class CreateStatementCommand implements Callable<Integer> {

    private static final String ROUTE = "/lightmeter/v1/statement";

    private final Surroundings surroundings;

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Mixin
    private RemoteServerOption remote = new RemoteServerOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: standard output.")
    private @Nullable Path out;

    public CreateStatementCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        String statement = statement();
        if (out == null) {
            surroundings.out().print(statement + "\n");
        } else {
            Files.writeString(out, statement + "\n");
        }
        return ExitCode.DONE;
    }

    private String statement() {
        return installation.ask(
                remote, surroundings, server -> server.get(ROUTE, Map.of()).toString(), opened -> ScoreStatement.signed(
                                opened.exposure().current(), StatementKey.of(installation.folder(surroundings)))
                        .toJson());
    }
}

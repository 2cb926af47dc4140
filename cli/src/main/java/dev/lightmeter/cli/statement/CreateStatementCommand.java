package dev.lightmeter.cli.statement;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.RemoteServerOption;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.installation.StoredScores;
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
    private DataFolderOption data = new DataFolderOption();

    @Mixin
    private RemoteServerOption remote = new RemoteServerOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The server's configuration, for its device groups, where no server runs.")
    private @Nullable Path configuration;

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
        if (remote.isGiven()) {
            try (RunningServer server = remote.open(surroundings)) {
                return server.get(ROUTE, Map.of()).toString();
            }
        }
        Path folder = data.folder(surroundings);
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield server.get(ROUTE, Map.of()).toString();
                }
            }
            case Installation.Free() ->
                StoredScores.of(folder, configuration, surroundings, live -> ScoreStatement.signed(
                                live.current(), StatementKey.of(folder))
                        .toJson());
        };
    }
}

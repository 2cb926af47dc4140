package dev.lightmeter.cli.load;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.OpenedFolder;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.server.pull.Pull;
import dev.lightmeter.server.pull.PullState;
import dev.lightmeter.storage.Actor;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pulls from a Defender tenant once, or tells how the last pull ended. */
@Command(
        name = "pull",
        description = "Fetches devices, findings, software and configuration from a Defender tenant.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  LIGHTMETER_PULL_SECRET=... lightmeter pull --config lightmeter.yaml",
            "  lightmeter pull --status",
            "",
            "The tenant and the client stand in the configuration (pull.tenant, pull.client-id),",
            "the secret in LIGHTMETER_PULL_SECRET or in the file that pull.secret-file names.",
            "If a server runs over the data folder, it pulls, by its own configuration.",
            "After the first pull only changes are fetched; everything again after a week.",
            "A pull that breaks off changes nothing."
        })
public final class PullCommand implements Callable<Integer> {

    private static final String ROUTE = "/lightmeter/v1/pull";

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration that names the tenant.")
    private @Nullable Path configuration;

    @Option(names = "--full", description = "Fetches everything, even if the changes would do.")
    private boolean full;

    @Option(names = "--status", description = "Only tells how the last pull ended.")
    private boolean status;

    public PullCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = data.folder(surroundings);
        Installation installation = Installation.in(folder);
        if (!status) {
            switch (installation) {
                case Installation.Served(var base) -> {
                    try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                        Map<String, String> query = new HashMap<>(Map.of("wait", "true"));
                        if (full) query.put("full", "true");
                        var _ = server.post(ROUTE, query, InputStream::nullInputStream);
                    }
                }
                case Installation.Free() -> pull(folder);
            }
        }
        return tell(folder.toFile().isDirectory() ? PullState.in(folder) : Optional.empty());
    }

    private void pull(Path folder) {
        Configuration read = configuration == null ? Configuration.DEFAULTS : ConfigurationFile.read(configuration);
        if (!read.pull().isConfigured()) {
            throw new CommandFailure("name a configuration with pull.tenant and pull.client-id: --config FILE");
        }
        Clock clock = surroundings.clock();
        try (OpenedFolder opened = OpenedFolder.atOrNew(folder, clock)) {
            AuditLog audit = new AuditLog(opened.store().journal(), clock);
            ImportRuns runs = new ImportRuns(opened.store(), audit, clock);
            Pull pull = new Pull(read.pull(), surroundings.environment(), folder, opened::imports, runs, audit, clock);
            var _ = pull.run(Actor.COMMAND_LINE, full);
        }
    }

    private int tell(Optional<PullState> last) {
        Screen screen = surroundings.screen();
        if (last.isEmpty()) {
            screen.line("nothing was ever pulled into this data folder");
            return ExitCode.DONE;
        }
        PullState state = last.get();
        boolean failed = state.outcome() == PullState.Outcome.FAILED;
        String outcome = state.outcome().name().toLowerCase(Locale.ROOT);
        screen.line(failed ? Style.RED.text(outcome) : Style.BOLD.text(outcome), plain("  " + state.detail()));
        screen.line("  source         " + state.source());
        screen.line("  finished       " + state.finishedAt());
        if (state.fullAt() != null) screen.line("  last full one  " + state.fullAt());
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }
}

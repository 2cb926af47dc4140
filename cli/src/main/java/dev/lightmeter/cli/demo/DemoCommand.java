package dev.lightmeter.cli.demo;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.serve.Credentials;
import dev.lightmeter.cli.serve.ServerOptions;
import dev.lightmeter.cli.serve.Serving;
import dev.lightmeter.cli.serve.TemporaryFolder;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Shell;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves the made-up fleet. */
@Command(
        name = "demo",
        description = "Serves a made-up fleet of 2,000 devices in eight groups, with real weaknesses, to look around.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter demo                          in a folder that is gone afterwards",
            "  lightmeter demo --data ./demo --port 0   in one that stays, on any free port"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final String MARK = "demo";

    private final Surroundings surroundings;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path asked = data.given();
        if (asked != null) {
            serve(asked, () -> {});
        } else {
            TemporaryFolder.with("lightmeter-demo-", this::serve);
        }
        return ExitCode.DONE;
    }

    private void serve(Path folder, Runnable afterwards) {
        new Serving(surroundings, options)
                .run(
                        folder,
                        store -> fill(store, folder),
                        (running, reach) -> greet(running, reach, folder),
                        afterwards);
    }

    /** A folder that already holds the demo is served as it is; one that holds anything else is left alone. */
    private void fill(Store store, Path folder) {
        if (Files.exists(folder.resolve(MARK))) return;
        AtomicInteger devices = new AtomicInteger();
        store.forEachDevice(_ -> devices.incrementAndGet());
        if (devices.get() > 0) {
            throw new CommandFailure("the data folder " + folder + " holds devices that are not of the demo:"
                    + " name an empty one, or none, with --data");
        }
        new DemoStory(store, surroundings.clock().instant()).tell();
        try {
            Files.writeString(folder.resolve(MARK), "This folder holds the made-up fleet of lightmeter demo.\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void greet(Lightmeter running, Serving.Reach reach, Path folder) {
        Screen screen = surroundings.screen();
        GroupScore organisation = running.current().organisation();
        List<GroupScore> groups = running.current().groups().stream()
                .filter(group -> group.score().isPresent())
                .sorted(Comparator.comparingLong(
                                (GroupScore group) -> group.score().orElse(0))
                        .reversed())
                .toList();
        GroupScore worst = groups.isEmpty() ? organisation : groups.getFirst();
        screen.emptyLine();
        screen.line(plain("  "), Style.BOLD.text("Lightmeter"), plain(" answers at "), Style.BOLD.text(reach.base()));
        screen.line("  %s made-up devices in %d groups, exposure score %s"
                .formatted(Points.count(organisation.devices()), groups.size(), Points.score(organisation.score())));
        screen.line("  worst group    %s, %s".formatted(worst.name(), Points.score(worst.score())));
        screen.line("  data folder    " + folder.toAbsolutePath()
                + (data.given() == null ? "  (gone when this stops)" : ""));
        reach.credentials().ifPresent(told -> {
            screen.line("  client id      " + told.clientId());
            screen.line("  client secret  " + told.clientSecret());
            screen.emptyLine();
            screen.line(plain("  "), Style.BOLD.text("Paste these into another terminal:"));
            screen.emptyLine();
            commands(reach, told, worst, folder).forEach(screen::line);
        });
        screen.emptyLine();
        screen.line(plain("  "), Style.DIM.text("Ctrl-C stops it."));
    }

    /** Flush left and in short lines, so that they can be copied as they stand. */
    private static List<String> commands(Serving.Reach reach, Credentials told, GroupScore worst, Path folder) {
        return List.of(
                "TOKEN=$(curl -s \\",
                reach.base() + "/" + reach.tenant() + "/oauth2/v2.0/token \\",
                "  -d grant_type=client_credentials \\",
                "  -d client_id=" + told.clientId() + " \\",
                "  -d client_secret=" + told.clientSecret() + " \\",
                "  -d scope=https://api.securitycenter.microsoft.com/.default |",
                "  sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
                "",
                "curl -s -H \"Authorization: Bearer $TOKEN\" \\",
                "  " + reach.base() + "/api/exposureScore/ByMachineGroups",
                "",
                Shell.command(
                        "explain",
                        worst.name(),
                        "--data",
                        folder.toAbsolutePath().toString()),
                Shell.command(
                        "why",
                        DemoStory.GROUP,
                        "--data",
                        folder.toAbsolutePath().toString()));
    }
}

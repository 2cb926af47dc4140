package dev.lightmeter.cli.serve;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.score.AsOf;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.Clocks;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.storage.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server. */
@Command(
        name = "serve",
        description = "Runs the server over a data folder, which is made if there is none.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter serve",
            "  lightmeter serve --data /srv/lightmeter --port 8080 --https 8443",
            "  lightmeter serve --port 0 --env-file lightmeter.env",
            "  lightmeter serve --watch /srv/scans",
            "  lightmeter serve --port 0 --env-file test.env \\",
            "    --fixed-time 2026-01-30T00:00:00Z --seed fleet.json epss.csv.gz",
            "",
            "/health answers 200 when there are scores to tell. Ctrl-C or SIGTERM stops it."
        })
public final class ServeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Option(
            names = "--seed",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Starts from these reports and feeds, in an empty data folder, or without --data in one that is"
                            + " gone afterwards. For tests of other programs.")
    private List<String> seed = List.of();

    @Option(
            names = "--fixed-time",
            paramLabel = "TIME",
            converter = AsOf.class,
            description = "Scores and answers stay at this time, such as 2026-01-30T00:00:00Z. Tokens keep real time.")
    private @Nullable Instant fixedTime;

    @Override
    public Integer call() {
        LogSetup.tellEvents();
        Clocks real = Clocks.both(surroundings.clock());
        Clocks clocks = fixedTime == null ? real : real.withFactsAt(fixedTime);
        if (seed.isEmpty()) {
            serve(data.folder(surroundings), clocks, store -> {}, () -> {});
        } else {
            Consumer<Store> sow = new Seed(seed, surroundings)::into;
            Path asked = data.given();
            if (asked != null) {
                serve(asked, clocks, sow, () -> {});
            } else {
                TemporaryFolder.with("lightmeter-seed-", (folder, delete) -> serve(folder, clocks, sow, delete));
            }
        }
        return ExitCode.DONE;
    }

    private void serve(Path folder, Clocks clocks, Consumer<Store> prepare, Runnable afterwards) {
        new Serving(surroundings, options)
                .run(folder, clocks, prepare, (running, reach) -> greet(running, reach, folder), afterwards);
    }

    private void greet(Lightmeter running, Serving.Reach reach, Path folder) {
        Screen screen = surroundings.screen();
        var organisation = running.current().organisation();
        screen.emptyLine();
        screen.line(plain("  "), Style.BOLD.text("Lightmeter"), plain(" answers at "), Style.BOLD.text(reach.base()));
        running.server().httpsUri().ifPresent(uri -> screen.line("  and at " + uri));
        running.server().authorityFile().ifPresent(file -> screen.line("  clients over HTTPS have to trust " + file));
        screen.line("  data folder    " + folder.toAbsolutePath().normalize());
        screen.line("  devices        " + Points.count(organisation.devices()) + ", exposure score "
                + Points.score(organisation.score()));
        screen.line("  tenant         " + reach.tenant());
        reach.credentials()
                .ifPresentOrElse(
                        told -> {
                            screen.line("  client id      " + told.clientId());
                            screen.line("  client secret  " + told.clientSecret());
                            screen.line(plain("                 "), Style.DIM.text("keep it: it is not told again"));
                        },
                        () -> screen.line("  another client: lightmeter token --new-client NAME --data " + folder));
        if (running.authority().users().all().isEmpty()) {
            screen.line("  nobody can sign in yet: lightmeter users add NAME --role administrator --data " + folder);
        }
        screen.emptyLine();
    }
}

package dev.lightmeter.cli.serve;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.Lightmeter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Override
    public Integer call() {
        LogSetup.tellEvents();
        Path folder = data.folder(surroundings);
        new Serving(surroundings, options)
                .run(folder, store -> {}, (running, reach) -> greet(running, reach, folder), () -> {});
        return ExitCode.DONE;
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

package dev.lightmeter.cli.token;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.auth.Permissions;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.NewClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a token, or makes a client that can fetch tokens itself. */
@Command(
        name = "token",
        description =
                "Prints a bearer token for the server over this data folder. Needs no server and no secret: whoever"
                        + " may read the folder may have one.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  curl -H \"Authorization: Bearer $(lightmeter token)\" \\",
            "    localhost:8480/api/exposureScore",
            "  lightmeter token --role Score.Read.All --minutes 5",
            "  lightmeter token --new-client grafana --role Score.Read.All"
        })
public final class TokenCommand implements Callable<Integer> {

    private static final int LONGEST_MINUTES = 24 * 60;

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What the token allows, such as Score.Read.All; may be repeated. Default: everything.")
    private List<String> roles = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long the token is good for, up to a day. Default: 60.")
    private int minutes;

    @Option(
            names = "--new-client",
            paramLabel = "NAME",
            description = "Makes a client instead, and prints its id and secret as lines for an environment file.")
    private @Nullable String client;

    public TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Permissions.unknownRole(roles).ifPresent(unknown -> {
            throw new CommandFailure(unknown);
        });
        Authority authority = data.authority(surroundings);
        List<String> allowed = roles.isEmpty() ? Permissions.APPLICATION_ROLES : roles;
        if (client != null) {
            NewClient made = authority.createClient(client, allowed);
            surroundings.out().println("TENANT=" + authority.tenant());
            surroundings.out().println("CLIENT_ID=" + made.id());
            surroundings.out().println("CLIENT_SECRET=" + made.secret());
        } else {
            if (minutes < 1 || minutes > LONGEST_MINUTES) {
                throw new CommandFailure("--minutes must lie in 1.." + LONGEST_MINUTES + ", got " + minutes);
            }
            surroundings
                    .out()
                    .println(authority.mint(RunningServer.caller(authority, allowed), Duration.ofMinutes(minutes)));
        }
        return ExitCode.DONE;
    }
}

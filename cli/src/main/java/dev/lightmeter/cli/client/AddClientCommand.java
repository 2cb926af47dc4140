package dev.lightmeter.cli.client;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.Client;
import dev.lightmeter.server.authority.ClientDraft;
import dev.lightmeter.server.authority.NewClient;
import dev.lightmeter.server.authority.RedirectUri;
import dev.lightmeter.server.authority.SigningIn;
import dev.lightmeter.server.user.Role;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a client. */
@Command(
        name = "add",
        description = "Makes a client, and prints its id and secret as lines for an environment file.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter clients add grafana --role Score.Read.All",
            "  lightmeter clients add shop-report --role Score.Read.All --device-group Shop",
            "  lightmeter clients add laptop-tool --public",
            "  lightmeter clients add web --redirect https://tool.example.org/signed-in",
            "",
            "  --public and --redirect make a client that signs people in: in the browser, or by",
            "  a code that is entered elsewhere."
        })
public final class AddClientCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(paramLabel = "NAME", description = "For people; they see it when they sign in.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description =
                    "What the client may do for itself, such as Score.Read.All; may be repeated. Default: nothing.")
    private List<String> roles = List.of();

    @Option(
            names = "--device-group",
            paramLabel = "NAME",
            description = "A device group that the client sees for itself; may be repeated. Default: all.")
    private List<String> deviceGroups = List.of();

    @Option(names = "--public", description = "A program on people's machines: it signs them in and has no secret.")
    private boolean isPublic;

    @Option(
            names = "--redirect",
            paramLabel = "ADDRESS",
            description = "Where a sign-in in the browser leads back to; may be repeated. Default for a public client: "
                    + "http://localhost and http://127.0.0.1, at any port.")
    private List<String> redirects = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What it may do for people who sign in, such as Score.Read; may be repeated. Default: what a "
                    + "reader may.")
    private List<String> scopes = List.of();

    @Option(
            names = "--passwords",
            description = "It may take people's passwords and send them, as old scripts do. Better not.")
    private boolean passwords;

    public AddClientCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Authority authority = data.authority(surroundings);
        CommandFailure.unlessRefused(() -> {
            PrintWriter out = surroundings.out();
            if (isPublic) {
                Client made = authority.createPublicClient(draft());
                out.println("TENANT=" + authority.tenant());
                out.println("CLIENT_ID=" + made.id());
            } else {
                NewClient made = authority.createClient(draft());
                out.println("TENANT=" + authority.tenant());
                out.println("CLIENT_ID=" + made.id());
                out.println("CLIENT_SECRET=" + made.secret());
            }
            return name;
        });
        return ExitCode.DONE;
    }

    private ClientDraft draft() {
        boolean signsIn = isPublic || passwords || !redirects.isEmpty() || !scopes.isEmpty();
        return new ClientDraft(
                name,
                roles,
                deviceGroups.isEmpty() ? Optional.empty() : Optional.of(new LinkedHashSet<>(deviceGroups)),
                signsIn ? Optional.of(signingIn()) : Optional.empty());
    }

    private SigningIn signingIn() {
        List<String> addresses = isPublic && redirects.isEmpty() ? RedirectUri.OWN_MACHINE : redirects;
        Set<String> allowed = scopes.isEmpty() ? Role.READER.scopes() : new LinkedHashSet<>(scopes);
        return new SigningIn(addresses.stream().map(RedirectUri::of).toList(), allowed, passwords);
    }
}

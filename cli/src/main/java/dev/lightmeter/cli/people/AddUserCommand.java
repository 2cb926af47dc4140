package dev.lightmeter.cli.people;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users;
import dev.lightmeter.server.user.Users.NewUser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a person who may sign in. */
@Command(
        name = "add",
        description = "Adds a person who may sign in. Asks for the password, or reads it from standard input.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter users add anna@example.org --role administrator",
            "  lightmeter users add ben@example.org --group \"Server team\"",
            "  lightmeter users add eve@example.org --generate-password",
            "",
            "  A reader sees scores and what they are made of; an operator also sets device",
            "  values and tags and imports reports; an administrator may do everything and",
            "  sees every device group."
        })
public final class AddUserCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with, like anna@example.org.")
    private String name = "";

    @Option(names = "--name", paramLabel = "NAME", description = "How people call the user. Default: the user name.")
    private @Nullable String displayName;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "reader",
            description = "none, reader, operator or administrator. Default: reader.")
    private String role = "";

    @Option(
            names = "--permission",
            paramLabel = "SCOPE",
            description = "A permission beside those of the role, such as Lightmeter.Import; may be repeated.")
    private List<String> permissions = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "A group that the user is a member of, as device groups are assigned to it; may be repeated.")
    private List<String> groups = List.of();

    public AddUserCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Users users = data.authority(surroundings).users();
        User added = CommandFailure.unlessRefused(() -> {
            NewUser wanted = new NewUser(
                    name,
                    displayName == null ? name : displayName,
                    Role.of(role),
                    new LinkedHashSet<>(permissions),
                    new LinkedHashSet<>(groups));
            String chosen = password.password(users, surroundings);
            User user = users.add(wanted, chosen);
            if (password.generated()) surroundings.out().println("PASSWORD=" + chosen);
            return user;
        });
        surroundings.out().println("USER_ID=" + added.id());
        return ExitCode.DONE;
    }
}

package dev.lightmeter.cli.people;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a person another password. */
@Command(
        name = "password",
        description = "Gives a person another password, which ends what was signed in with the old one.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter users password anna@example.org",
            "  lightmeter users password anna@example.org --generate-password",
            "  lightmeter users password anna@example.org < file-with-the-password"
        })
public final class PasswordCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Parameters(paramLabel = "NAME", description = "The user name or id.")
    private String name = "";

    public PasswordCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Users users = data.authority(surroundings).users();
        User found = PersonNamed.in(users, name);
        String chosen = password.password(users, surroundings);
        CommandFailure.unlessRefused(() -> users.setPassword(found.id(), chosen));
        if (password.generated()) surroundings.out().println("PASSWORD=" + chosen);
        return ExitCode.DONE;
    }
}

package dev.lightmeter.cli.people;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.user.Users;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a person. */
@Command(
        name = "remove",
        description = "Removes a person, who cannot sign in or refresh a sign-in from then on.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter users remove anna@example.org"})
public final class RemoveUserCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(paramLabel = "NAME", description = "The user name or id.")
    private String name = "";

    public RemoveUserCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Users users = data.authority(surroundings).users();
        users.remove(PersonNamed.in(users, name).id());
        return ExitCode.DONE;
    }
}

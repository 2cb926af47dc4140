package dev.lightmeter.cli.people;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a person may do and see. */
@Command(
        name = "change",
        description = "Changes what a person may do and see. Tokens follow within the hour that they live.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter users change anna@example.org --role operator",
            "  lightmeter users change anna@example.org --group \"Server team\" --group Ops",
            "  lightmeter users change anna@example.org --disable",
            "",
            "  What is named replaces what was there: all groups, all permissions."
        })
public final class ChangeUserCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(paramLabel = "NAME", description = "The user name or id.")
    private String name = "";

    @Option(names = "--name", paramLabel = "NAME", description = "How people call the user.")
    private @Nullable String displayName;

    @Option(names = "--role", paramLabel = "ROLE", description = "none, reader, operator or administrator.")
    private @Nullable String role;

    @Option(names = "--permission", paramLabel = "SCOPE", description = "A permission beside those of the role.")
    private @Nullable List<String> permissions;

    @Option(names = "--group", paramLabel = "GROUP", description = "A group that the user is a member of.")
    private @Nullable List<String> groups;

    @Option(names = "--no-groups", description = "The user is in no group any more.")
    private boolean noGroups;

    @Option(names = "--disable", description = "The user may not sign in any more.")
    private boolean disable;

    @Option(names = "--enable", description = "The user may sign in again.")
    private boolean enable;

    public ChangeUserCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (enable && disable) throw new CommandFailure("--enable and --disable exclude each other");
        Users users = data.authority(surroundings).users();
        User found = PersonNamed.in(users, name);
        CommandFailure.unlessRefused(() -> users.change(found.id(), this::changed));
        return ExitCode.DONE;
    }

    private User changed(User user) {
        User next = displayName == null ? user : user.withDisplayName(displayName);
        if (role != null) next = next.withRole(Role.of(role));
        if (permissions != null) next = next.withPermissions(new LinkedHashSet<>(permissions));
        if (groups != null) next = next.withGroups(new LinkedHashSet<>(groups));
        if (noGroups) next = next.withGroups(Set.of());
        return enable || disable ? next.withEnabled(enable) : next;
    }
}

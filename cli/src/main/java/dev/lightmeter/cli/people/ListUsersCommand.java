package dev.lightmeter.cli.people;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.server.user.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the people who may sign in. */
@Command(
        name = "list",
        description = "Lists the people who may sign in.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter users list"})
public final class ListUsersCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public ListUsersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Table table = new Table(
                Column.text("USER NAME"), Column.text("ROLE"), Column.longText("GROUPS"), Column.text("STATE"));
        for (User user : data.authority(surroundings).users().all()) {
            table.row(
                    user.userName(),
                    user.role().word(),
                    String.join(", ", user.groups()),
                    user.enabled() ? "enabled" : "disabled");
        }
        if (table.isEmpty()) {
            surroundings.messages().line("nobody can sign in yet; lightmeter users add makes the first user");
        } else {
            surroundings.screen().print(table);
        }
        return ExitCode.DONE;
    }
}

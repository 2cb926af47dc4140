package dev.lightmeter.cli.client;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.server.authority.Client;
import dev.lightmeter.server.authority.RedirectUri;
import dev.lightmeter.server.authority.SigningIn;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the programs that may ask for tokens. */
@Command(
        name = "list",
        description = "Lists the programs that may ask for tokens.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter clients list"})
public final class ListClientsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public ListClientsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Table table = new Table(
                Column.text("ID"),
                Column.longText("NAME"),
                Column.longText("ROLES"),
                Column.longText("SIGNS PEOPLE IN AT"));
        for (Client client : data.authority(surroundings).clients()) {
            table.row(
                    client.id().toString(),
                    client.name(),
                    String.join(", ", client.roles()),
                    client.signingIn().map(ListClientsCommand::places).orElse(""));
        }
        surroundings.screen().print(table);
        return ExitCode.DONE;
    }

    private static String places(SigningIn allowed) {
        return allowed.redirectUris().isEmpty()
                ? "another device"
                : allowed.redirectUris().stream().map(RedirectUri::toString).collect(Collectors.joining(", "));
    }
}

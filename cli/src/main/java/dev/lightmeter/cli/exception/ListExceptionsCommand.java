package dev.lightmeter.cli.exception;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists exceptions. */
@Command(
        name = "list",
        description = "Lists the exceptions that hold or will hold.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter exceptions list", "  lightmeter exceptions list --all --format json"})
public final class ListExceptionsCommand implements Callable<Integer> {

    private static final List<String> STANDING = List.of("active", "scheduled");

    private final Surroundings surroundings;

    @Mixin
    private Desk desk = new Desk();

    @Option(names = "--all", description = "Also those that have expired or were taken back.")
    private boolean all;

    public ListExceptionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode list = desk.list(surroundings);
        int length = ExceptionIds.of(list).length();
        List<JsonNode> shown = StreamSupport.stream(list.path("exceptions").spliterator(), false)
                .filter(exception ->
                        all || STANDING.contains(exception.path("state").asString()))
                .toList();
        if (desk.format() == Desk.Format.JSON) {
            surroundings.out().println(ExceptionWords.document(shown).toPrettyString());
        } else if (shown.isEmpty()) {
            surroundings.messages().line("there are no exceptions; lightmeter exceptions add makes one");
        } else {
            surroundings.screen().print(table(shown, length));
        }
        return ExitCode.DONE;
    }

    private static Table table(List<JsonNode> exceptions, int length) {
        Table table = new Table(
                Column.text("ID"),
                Column.longText("EXCEPTED"),
                Column.longText("FOR"),
                Column.text("WHEN"),
                Column.longText("JUSTIFICATION"),
                Column.longText("BY"),
                Column.longText("NOTE"));
        for (JsonNode exception : exceptions) {
            ExceptionWords words = new ExceptionWords(exception);
            table.row(
                    ExceptionIds.beginning(words.id(), length),
                    words.excepted(),
                    words.scope(),
                    words.when(),
                    words.justification(),
                    words.by(),
                    words.note());
        }
        return table;
    }
}

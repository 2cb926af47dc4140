package dev.lightmeter.cli.exception;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an exception back. */
@Command(
        name = "cancel",
        description = "Takes an exception back, and tells what that does to the scores.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter exceptions cancel 3b241101"})
public final class CancelExceptionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private Desk desk = new Desk();

    @Parameters(paramLabel = "ID", description = "The id of the exception, or as much of it as the list shows.")
    private String id = "";

    public CancelExceptionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode decided = desk.cancel(surroundings, id);
        if (desk.format() == Desk.Format.JSON) {
            surroundings.out().println(decided.toPrettyString());
            return ExitCode.DONE;
        }
        ExceptionWords cancelled = new ExceptionWords(decided);
        surroundings
                .screen()
                .line("  exception " + cancelled.id() + ": " + cancelled.excepted() + ", " + cancelled.when());
        Effect.print(decided, surroundings.screen());
        return ExitCode.DONE;
    }
}

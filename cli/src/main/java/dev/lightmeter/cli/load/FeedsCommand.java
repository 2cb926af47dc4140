package dev.lightmeter.cli.load;

import dev.lightmeter.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The commands about threat feeds; by itself it lists them. */
@Command(
        name = "feeds",
        description =
                "Threat feeds: EPSS, KEV, NVD and CVE records, from files or from their public addresses. Without a command, lists them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = HelpCommand.class)
public final class FeedsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private FeedsQuestion question = new FeedsQuestion();

    public FeedsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return question.answer(surroundings);
    }
}

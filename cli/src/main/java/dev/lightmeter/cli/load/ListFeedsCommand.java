package dev.lightmeter.cli.load;

import dev.lightmeter.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the feeds. */
@Command(
        name = "list",
        description = "Lists the feeds: edition, model, age, how the last look for a newer one ended, the last error.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter feeds list",
            "  lightmeter feeds list --format json",
            "  lightmeter feeds list --server https://meter.example.org"
        })
public final class ListFeedsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private FeedsQuestion question = new FeedsQuestion();

    public ListFeedsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return question.answer(surroundings);
    }
}

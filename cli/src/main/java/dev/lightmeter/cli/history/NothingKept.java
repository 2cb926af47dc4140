package dev.lightmeter.cli.history;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Screen;

/** Says that nothing is known of the time that was asked for. */
final class NothingKept {

    private NothingKept() {}

    /** The same as a failure. */
    static CommandFailure until(Times times) {
        return new CommandFailure("Nothing had been recorded until " + times.to());
    }

    /** @param answer with {@code group}, {@code to} and, if anything was ever kept, {@code recordedSince} */
    static void tell(Document answer, Screen screen) {
        String since = answer.text("recordedSince");
        screen.line(
                since.isEmpty()
                        ? "Nothing was recorded yet: history begins with the first import into a data folder."
                        : "Nothing was recorded until then: history begins at " + since + ".");
    }
}

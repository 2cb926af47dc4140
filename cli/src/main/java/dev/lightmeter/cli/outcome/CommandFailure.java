package dev.lightmeter.cli.outcome;

/** Ends a command. The message is one sentence for the person who typed it: what is wrong and what to do. */
public final class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.lightmeter.cli.outcome;

import java.util.function.Supplier;

/** Ends a command. The message is one sentence for the person who typed it: what is wrong and what to do. */
public final class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Does what somebody asked for; what the server's code refuses as a thing that cannot be ends the command. */
    public static <T> T unlessRefused(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}

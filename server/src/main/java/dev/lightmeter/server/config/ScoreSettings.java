package dev.lightmeter.server.config;

import dev.lightmeter.core.score.Parameters;
import java.util.Locale;

/**
 * How scores are made and told.
 *
 * @param omitGroupsWithoutData leaves out device groups without a scored device, instead of telling 0
 */
public record ScoreSettings(boolean omitGroupsWithoutData, Exceptions exceptions) {
    public static final ScoreSettings DEFAULTS = new ScoreSettings(false, Exceptions.OPEN);

    /** What exceptions do to scores: docs/scoring.md section 4.2. */
    public enum Exceptions {
        OPEN,
        PARITY;

        /** The spelling in the configuration file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The constants of the model. */
    public Parameters parameters() {
        return switch (exceptions) {
            case OPEN -> Parameters.DEFAULT;
            case PARITY -> Parameters.PARITY;
        };
    }
}

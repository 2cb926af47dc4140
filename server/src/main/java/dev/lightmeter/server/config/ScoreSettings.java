package dev.lightmeter.server.config;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.score.Parameters;
import java.util.Locale;
import java.util.Set;

/**
 * How scores are made and told.
 *
 * @param omitGroupsWithoutData leaves out device groups without a scored device, instead of telling 0
 * @param images counts container images like other devices; without it they are in no sum
 */
public record ScoreSettings(boolean omitGroupsWithoutData, Exceptions exceptions, boolean images) {
    public static final ScoreSettings DEFAULTS = new ScoreSettings(false, Exceptions.OPEN, true);

    /** What exceptions do to scores: docs/scoring.md section 4.2. */
    public enum Exceptions {
        OPEN,
        PARITY;

        /** The spelling in the configuration file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kinds of devices that are in no sum: docs/scoring.md section 6.1. */
    public Set<DeviceKind> leftOut() {
        return images ? Set.of() : Set.of(DeviceKind.IMAGE);
    }

    /** The constants of the model. */
    public Parameters parameters() {
        return switch (exceptions) {
            case OPEN -> Parameters.DEFAULT;
            case PARITY -> Parameters.PARITY;
        };
    }
}

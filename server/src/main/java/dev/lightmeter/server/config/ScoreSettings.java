package dev.lightmeter.server.config;

/**
 * How scores are told.
 *
 * @param omitGroupsWithoutData leaves out device groups without a scored device, instead of telling 0
 */
public record ScoreSettings(boolean omitGroupsWithoutData) {
    public static final ScoreSettings DEFAULTS = new ScoreSettings(false);
}

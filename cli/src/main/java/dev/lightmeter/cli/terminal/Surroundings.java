package dev.lightmeter.cli.terminal;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Everything outside the program that a command may touch, so that a test can hand in its own.
 *
 * @param home the user's home folder
 * @param outIsTerminal true if a person reads {@code out}, which is where colours and the width of the window count
 * @param errIsTerminal true if a person watches {@code err}, which is where progress is shown
 * @param columns width of the window in characters; {@link #UNLIMITED} if nobody is watching
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        Clock clock) {

    /** For output that goes to a file or another program: nothing is cut. */
    public static final int UNLIMITED = 10_000;

    private static final int USUAL_COLUMNS = 80;

    public Surroundings {
        environment = Map.copyOf(environment);
        if (columns < 1) throw new IllegalArgumentException("a window has at least one column, got " + columns);
    }

    /** The real ones. The launcher tells by system properties what only a shell finds out cheaply. */
    public static Surroundings ofThisProcess() {
        String columns = System.getProperty("lightmeter.columns", "");
        boolean outIsTerminal = !columns.isEmpty();
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                outIsTerminal,
                "err".equals(System.getProperty("lightmeter.watched")),
                outIsTerminal ? parsedColumns(columns) : UNLIMITED,
                Clock.systemUTC());
    }

    /** True if output may be coloured: a person reads it and has not asked for none (https://no-color.org). */
    public boolean coloursOut() {
        return outIsTerminal && mayColour();
    }

    /** The same for messages. */
    public boolean coloursErr() {
        return errIsTerminal && mayColour();
    }

    public Screen screen() {
        return new Screen(out, coloursOut(), columns);
    }

    /** The screen for messages and progress. */
    public Screen messages() {
        return new Screen(err, coloursErr(), errIsTerminal && columns == UNLIMITED ? USUAL_COLUMNS : columns);
    }

    private boolean mayColour() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    private static int parsedColumns(String text) {
        try {
            int columns = Integer.parseInt(text);
            return columns > 0 ? columns : USUAL_COLUMNS; // a window that was never sized says 0
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}

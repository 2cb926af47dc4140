package dev.lightmeter.cli;

import dev.lightmeter.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** One run of a command inside the test, with everything that it printed. */
public record CommandRun(int exitCode, String out, String err) {

    /** The time of every run but those of a real server. */
    public static final Instant NOW = Instant.parse("2026-10-05T12:00:00Z");

    private static final Path HOME = Path.of("nowhere").toAbsolutePath();

    public static CommandRun of(String... arguments) {
        return withInput("", arguments);
    }

    /** A run at another time. */
    public static CommandRun at(Instant time, String... arguments) {
        return run(Map.of(), "", time, false, arguments);
    }

    /** A run that reads the given text from standard input. */
    public static CommandRun withInput(String input, String... arguments) {
        return run(Map.of(), input, NOW, false, arguments);
    }

    /** A run with variables in its environment. */
    public static CommandRun in(Map<String, String> environment, String... arguments) {
        return run(environment, "", NOW, false, arguments);
    }

    /** A run that a person watches in a window of 80 columns. */
    public static CommandRun onTerminal(Map<String, String> environment, String... arguments) {
        return run(environment, "", NOW, true, arguments);
    }

    private static CommandRun run(
            Map<String, String> environment, String input, Instant now, boolean terminal, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                environment,
                HOME,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                terminal,
                terminal,
                terminal ? 80 : Surroundings.UNLIMITED,
                Clock.fixed(now, ZoneOffset.UTC));
        int exitCode = Main.commandLine(surroundings).execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}

package dev.lightmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.terminal.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that runs until it is stopped, in a thread of the test. It lives in real time, as its tokens do. */
public final class RunningCommand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path envFile;
    private final Thread thread;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger exitCode = new AtomicInteger(-1);

    private RunningCommand(Path envFile, String... arguments) {
        this.envFile = envFile;
        this.thread = Thread.ofPlatform().start(() -> exitCode.set(execute(out, err, arguments)));
    }

    /** Starts it on any free port and returns when it has written its environment file. */
    public static RunningCommand start(Path envFile, String... arguments) throws Exception {
        long before = Files.exists(envFile) ? Files.getLastModifiedTime(envFile).toMillis() : 0;
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--port", "0", "--env-file", envFile.toString()))
                .toArray(String[]::new);
        RunningCommand command = new RunningCommand(envFile, all);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(envFile) || Files.getLastModifiedTime(envFile).toMillis() <= before) {
            assertThat(command.thread.isAlive()).as(command.err.toString()).isTrue();
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
        return command;
    }

    public Map<String, String> environment() throws Exception {
        return Files.readAllLines(envFile).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** What the command printed so far. */
    public String out() {
        return out.toString();
    }

    /** Another command beside it, in real time too, so that the tokens it makes are good. */
    public static CommandRun beside(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = execute(out, err, arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Stops it and waits until it has stopped cleanly. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(exitCode.get()).as(err.toString()).isZero();
    }

    private static int execute(StringWriter out, StringWriter err, String... arguments) {
        Surroundings surroundings = new Surroundings(
                Map.of(),
                Path.of("nowhere").toAbsolutePath(),
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                false,
                Surroundings.UNLIMITED,
                Clock.systemUTC());
        return Main.commandLine(surroundings).execute(arguments);
    }
}

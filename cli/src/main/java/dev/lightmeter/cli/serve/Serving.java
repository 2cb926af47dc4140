package dev.lightmeter.cli.serve;

import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.Clocks;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.server.auth.Permissions;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.NewClient;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.storage.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** One run of the server: starts it, tells how to reach it, waits to be stopped, stops it cleanly. */
public final class Serving {

    private final Surroundings surroundings;
    private final ServerOptions options;

    public Serving(Surroundings surroundings, ServerOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** What is said once the server answers. */
    public interface Greeting {
        void print(Lightmeter running, Reach reach);
    }

    /**
     * How to reach the server.
     *
     * @param credentials empty if a client was made at an earlier start: its secret was told then, and nobody knows it now
     */
    public record Reach(String base, String tenant, Optional<Credentials> credentials) {}

    /**
     * Serves a data folder until the process is told to end, or this thread is interrupted.
     *
     * @param prepare fills the store before the first scores are made
     * @param afterwards tidies up once the server has stopped, however that came about
     */
    public void run(Path folder, Consumer<Store> prepare, Greeting greeting, Runnable afterwards) {
        run(folder, Clocks.both(surroundings.clock()), prepare, greeting, afterwards);
    }

    /** The same by other clocks. */
    void run(Path folder, Clocks clocks, Consumer<Store> prepare, Greeting greeting, Runnable afterwards) {
        Configuration configuration = options.configuration();
        boolean first = !Files.exists(folder.resolve("authority").resolve("clients.json"));
        CountDownLatch stopped = new CountDownLatch(1);
        // hashing a secret takes as long as it must, so it is done while the fleet is loaded
        FutureTask<Optional<Credentials>> credentials =
                new FutureTask<>(() -> credentials(Authority.open(folder, surroundings.clock()), first));
        Lightmeter running = Lightmeter.start(configuration, folder, clocks, store -> {
            Thread.ofPlatform().daemon().start(credentials);
            prepare.accept(store);
        });
        Thread hook = new Thread(
                () -> {
                    running.close();
                    afterwards.run();
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Reach reach = reach(running, result(credentials));
            greeting.print(running, reach);
            surroundings.out().flush();
            writeEnvFile(running, reach);
            stopped.await();
        } catch (InterruptedException e) {
            close(running, hook, afterwards); // whoever runs this as a thread wants it back
        } catch (RuntimeException e) {
            close(running, hook, afterwards);
            throw e;
        }
    }

    private static void close(Lightmeter running, Thread hook, Runnable afterwards) {
        Runtime.getRuntime().removeShutdownHook(hook);
        running.close();
        afterwards.run();
    }

    /** A client is made at the first start of a folder, and for an environment file that holds none of this tenant. */
    private Optional<Credentials> credentials(Authority authority, boolean first) {
        Optional<Path> file = options.envFile();
        Optional<Credentials> kept = file.flatMap(
                path -> EnvFile.credentials(path, authority.tenant().toString()));
        if (kept.isPresent() || (!first && file.isEmpty())) return kept;
        NewClient client =
                authority.createClient(first ? "first client" : "environment file", Permissions.APPLICATION_ROLES);
        return Optional.of(new Credentials(client.id().toString(), client.secret()));
    }

    private static Reach reach(Lightmeter running, Optional<Credentials> credentials) {
        return new Reach(
                running.server().baseUri().toString(),
                running.authority().tenant().toString(),
                credentials);
    }

    /** Last of all, because a script that waits for the file goes on at once. */
    private void writeEnvFile(Lightmeter running, Reach reach) {
        URI base = running.server().baseUri();
        options.envFile().ifPresent(file -> reach.credentials()
                .ifPresent(told -> EnvFile.write(file, base, reach.tenant(), told)));
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        }
    }
}

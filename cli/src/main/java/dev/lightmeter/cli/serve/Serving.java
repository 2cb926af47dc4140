package dev.lightmeter.cli.serve;

import dev.lightmeter.cli.installation.Roles;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.NewClient;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.storage.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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

    /** A client and its secret. */
    public record Credentials(String clientId, String clientSecret) {
        @Override
        public String toString() {
            return clientId; // keeps the secret out of logs
        }
    }

    /**
     * Serves a data folder until the process is told to end, or this thread is interrupted.
     *
     * @param prepare fills the store before the first scores are made
     * @param afterwards tidies up once the server has stopped, however that came about
     */
    public void run(Path folder, Consumer<Store> prepare, Greeting greeting, Runnable afterwards) {
        Configuration configuration = options.configuration();
        boolean first = !Files.exists(folder.resolve("authority").resolve("clients.json"));
        CountDownLatch stopped = new CountDownLatch(1);
        Lightmeter running =
                Lightmeter.start(configuration, configuration.deviceGroups(), folder, surroundings.clock(), prepare);
        Thread hook = new Thread(
                () -> {
                    running.close();
                    afterwards.run();
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            greeting.print(running, reach(running, first));
            surroundings.out().flush();
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
    private Reach reach(Lightmeter running, boolean first) {
        Authority authority = running.authority();
        String base = running.server().baseUri().toString();
        String tenant = authority.tenant().toString();
        Optional<Path> file = options.envFile();
        Optional<EnvFile> kept = file.flatMap(path -> EnvFile.read(path, tenant));
        Optional<Credentials> credentials = kept.map(known -> new Credentials(known.clientId(), known.clientSecret()));
        if (credentials.isEmpty() && (first || file.isPresent())) {
            NewClient client = authority.createClient(first ? "first client" : "environment file", Roles.ALL);
            credentials = Optional.of(new Credentials(client.id().toString(), client.secret()));
        }
        if (file.isPresent() && credentials.isPresent()) {
            Credentials told = credentials.get();
            new EnvFile(running.server().baseUri(), tenant, told.clientId(), told.clientSecret()).write(file.get());
        }
        return new Reach(base, tenant, credentials);
    }
}

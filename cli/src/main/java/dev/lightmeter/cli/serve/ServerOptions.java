package dev.lightmeter.cli.serve;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.config.ImportSettings;
import dev.lightmeter.server.config.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code serve} and {@code demo} share. */
public final class ServerOptions {

    @Option(names = "--port", paramLabel = "N", description = "Port for HTTP; 0 takes any free one. Default: 8480.")
    private @Nullable Integer port;

    @Option(
            names = "--https",
            arity = "0..1",
            fallbackValue = "8443",
            paramLabel = "PORT",
            description = "Answers HTTPS too, with a generated certificate unless the configuration names one."
                    + " Default port: 8443.")
    private @Nullable Integer https;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "What an operator sets, in YAML: certificates, trusted issuers, device groups and more.")
    private @Nullable Path file;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Once the server answers, writes BASE, TENANT, CLIENT_ID and CLIENT_SECRET here, for scripts."
                    + " Readable for you only.")
    private @Nullable Path envFile;

    @Option(
            names = "--watch",
            paramLabel = "FOLDER",
            description = "Imports every file that is put into this folder, and moves it to done or failed in it.")
    private @Nullable Path watch;

    Optional<Path> envFile() {
        return Optional.ofNullable(envFile);
    }

    /** The configuration of the file, if one was named, with what was asked for on the command line. */
    Configuration configuration() {
        Configuration read = file == null ? Configuration.DEFAULTS : ConfigurationFile.read(file);
        Configuration configuration = watch == null ? read : read.with(new ImportSettings(Optional.of(watch)));
        ServerSettings settings = configuration.server();
        try {
            return configuration.with(settings.withPorts(
                    port != null ? port : settings.port(),
                    https != null ? OptionalInt.of(https) : settings.httpsPort()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}

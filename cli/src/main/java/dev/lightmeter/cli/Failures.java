package dev.lightmeter.cli;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Printable;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.StartException;
import dev.lightmeter.server.config.ConfigurationException;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.tls.CertificateException;
import dev.lightmeter.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns whatever ended a command into one sentence and an exit code. */
final class Failures {

    private Failures() {}

    static int tell(Exception e, boolean withTrace, Surroundings surroundings) {
        surroundings.err().println("lightmeter: " + Printable.of(sentence(e)));
        if (withTrace) e.printStackTrace(surroundings.err());
        return ExitCode.FAILED;
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case CommandFailure failure -> message(failure);
            case StoreException failure -> message(failure);
            case SecretException failure -> message(failure);
            case CertificateException failure -> message(failure);
            case ConfigurationException failure -> message(failure);
            case StartException failure -> message(failure);
            case UncheckedIOException failure -> "reading or writing failed: " + message(failure);
            case IOException failure -> "reading or writing failed: " + message(failure);
            default ->
                "this should not have happened: " + e.getClass().getSimpleName() + ", " + e.getMessage()
                        + "; run it again with --debug and report what it prints";
        };
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}

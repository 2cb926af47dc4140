package dev.lightmeter.cli.people;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.user.Users;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a password comes from. Never from an argument: other users of the machine can read those. */
final class PasswordOptions {

    @Option(names = "--generate-password", description = "Makes a password and prints it, instead of asking for one.")
    private boolean generate;

    /** The password: made, typed twice by a person who does not see it, or the first line of standard input. */
    String password(Users users, Surroundings surroundings) {
        if (generate) return users.generatePassword();
        return Optional.ofNullable(System.console()) // some Java versions have none without a terminal
                .filter(console -> console.isTerminal() && surroundings.errIsTerminal())
                .map(PasswordOptions::asked)
                .orElseGet(() -> firstLine(surroundings));
    }

    /** True if the password is to be told. */
    boolean generated() {
        return generate;
    }

    private static String asked(Console console) {
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("The same again: ");
        if (first == null || second == null) throw new CommandFailure("no password was typed");
        if (!Arrays.equals(first, second)) throw new CommandFailure("the two passwords differ; nothing was changed");
        return new String(first);
    }

    private static String firstLine(Surroundings surroundings) {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new CommandFailure(
                        "no password came in on standard input; type one on a terminal or use --generate-password");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }
}

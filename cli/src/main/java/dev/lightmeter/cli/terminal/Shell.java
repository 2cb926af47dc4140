package dev.lightmeter.cli.terminal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands as people type them into a shell, so that what is shown can be copied. */
public final class Shell {

    private Shell() {}

    /** A command of this program, by the name under which it was called, which the launcher tells. */
    public static String command(String... words) {
        String launcher = System.getProperty("lightmeter.command", "./lightmeter");
        return launcher + " " + Arrays.stream(words).map(Shell::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./+-]+")) return word;
        return word.matches("[^\"$`\\\\!]+") ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
    }
}

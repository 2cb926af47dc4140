package dev.lightmeter.cli.load;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.importers.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files as they are named on a command line: files, folders, and {@code -} for standard input. */
public final class FilesArgument {

    private FilesArgument() {}

    /** All files that are meant, folders opened, each once. A {@link CommandFailure} if one cannot be looked at. */
    public static List<InputFile> files(List<String> named, Surroundings surroundings) {
        List<InputFile> files = new ArrayList<>();
        for (String name : named) {
            try {
                if (name.equals("-")) {
                    files.add(InputFile.standardInput(
                            surroundings.in(), Path.of(System.getProperty("java.io.tmpdir", "."))));
                } else {
                    Path path = Path.of(name);
                    if (!Files.exists(path)) throw new CommandFailure(name + " cannot be read: there is no such file");
                    if (!Files.isReadable(path)) throw new CommandFailure(name + " cannot be read: not permitted");
                    files.addAll(InputFile.at(path));
                }
            } catch (IOException | InvalidPathException e) {
                throw new CommandFailure(name + " cannot be read: " + e.getMessage(), e);
            }
        }
        return files.stream().distinct().toList();
    }
}

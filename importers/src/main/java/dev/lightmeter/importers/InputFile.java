package dev.lightmeter.importers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file that somebody wants to be read. Its content decides what it is, never its name.
 *
 * @param name what the user calls it; every message about the file begins with it
 * @param path where it lies, which for an upload or standard input is a temporary file
 */
public record InputFile(String name, Path path) {

    public InputFile {
        Objects.requireNonNull(path, "path");
        if (name.isBlank()) throw new IllegalArgumentException("an input file needs a name");
    }

    /** The file at a path, under the name that the path has. */
    public static InputFile of(Path path) {
        return new InputFile(path.toString(), path);
    }

    /** The file at a path; if a folder lies there, all files below it in the order of their paths, hidden ones left out. */
    public static List<InputFile> at(Path path) throws IOException {
        if (!Files.isDirectory(path)) return List.of(of(path));
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(file -> Files.isRegularFile(file) && !isHidden(path.relativize(file)))
                    .sorted()
                    .map(InputFile::of)
                    .toList();
        }
    }

    /**
     * Standard input, spooled to a temporary file, because recognition and reading need a fresh look each.
     *
     * @param folder where the temporary file is made; it is deleted when the program ends
     */
    public static InputFile standardInput(InputStream in, Path folder) throws IOException {
        Path spool = Files.createTempFile(folder, "lightmeter-stdin-", ".tmp");
        spool.toFile().deleteOnExit();
        Files.copy(in, spool, StandardCopyOption.REPLACE_EXISTING);
        return new InputFile("standard input", spool);
    }

    /** Bytes of the file as it lies there, packed or not; -1 if that cannot be told. */
    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return -1;
        }
    }

    /** A fresh stream over the bytes as they lie there. */
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) return true;
        }
        return false;
    }
}

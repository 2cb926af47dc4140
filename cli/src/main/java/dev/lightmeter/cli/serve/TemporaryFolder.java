package dev.lightmeter.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A data folder that is gone when its server has stopped. */
public final class TemporaryFolder {

    private TemporaryFolder() {}

    /**
     * Makes a folder and deletes it afterwards, however that comes about.
     *
     * @param use takes the folder and what deletes it, for a process that ends in the middle
     */
    public static void with(String prefix, BiConsumer<Path, Runnable> use) {
        Path folder = create(prefix);
        try {
            use.accept(folder, () -> delete(folder));
        } finally {
            delete(folder);
        }
    }

    private static Path create(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What cannot be deleted stays for the operating system, which clears its temporary folder. */
    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

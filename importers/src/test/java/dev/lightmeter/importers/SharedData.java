package dev.lightmeter.importers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files of scanners and feeds, which lie beside the project on some machines and are no part of it. */
final class SharedData {

    private SharedData() {}

    /** The folder, or the test is skipped in words. */
    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) return data;
        }
        return abort("skipped: there is no folder shared/data with real files beside the project");
    }
}

package dev.lightmeter.importers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file is read in a heap that does not grow with it. {@code -Dlightmeter.large-mebibytes=1024} makes the files as large as
 * real ones may be.
 */
class LargeFilesTest {

    private static final int MEBIBYTES = Integer.getInteger("lightmeter.large-mebibytes", 48);

    /** 16 MiB for the reading, and as much for the Java machine itself and its classes. */
    private static final String HEAP = "-Xmx32m";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"defender", "trivy", "nessus", "generic-csv"})
    void readsAFileThatIsLargerThanTheHeap(String format) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process reading = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeReading.class.getName(),
                        format,
                        String.valueOf(MEBIBYTES))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(reading.waitFor(60 + 2L * MEBIBYTES, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            reading.destroyForcibly();
        }

        System.out.print(Files.readString(said));
        assertThat(reading.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).contains("Complete[");
    }
}

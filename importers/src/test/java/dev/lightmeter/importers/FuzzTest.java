package dev.lightmeter.importers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fuzzer has found stays mended, and a short run finds nothing more. {@code importers/fuzz.sh} runs as long as one
 * likes; what it finds is kept in {@code found}, under the id of the format, a tilde and what it was about.
 */
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("lightmeter.fuzz-seconds", 12);

    @TempDir
    Path folder;

    static List<String> ids() {
        return FuzzedReading.ids();
    }

    static Stream<Path> keptCases() throws IOException, URISyntaxException {
        Path found = Path.of(
                Objects.requireNonNull(FuzzTest.class.getResource("found")).toURI());
        try (Stream<Path> files = Files.list(found)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("keptCases")
    void keepsMendedWhatWasFound(Path kept) throws IOException {
        String id = kept.getFileName().toString().replaceFirst("~.*", "");

        FormatFuzzing.check(FuzzedReading.of(id), Files.readAllBytes(kept));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void startsFromFilesThatAreRead(String id) throws IOException {
        for (byte[] seed : FuzzSeeds.of(id).values()) {
            RecordingSink sink = new RecordingSink();
            assertThat(FuzzedReading.of(id).read(seed, sink)).isNotEmpty().allSatisfy(result -> assertThat(
                            id.equals(FuzzedReading.INTAKE) || !(result instanceof ImportResult.Refused))
                    .as("%s: %s", id, result)
                    .isTrue());
            FormatFuzzing.check(FuzzedReading.of(id), seed);
        }
    }

    /** In a process of its own, because the fuzzer instruments what it runs and ends the process that it runs in. */
    @Test
    void findsNothingInAShortRun() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process fuzzing = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FormatFuzzing.class.getName(),
                        FuzzedReading.INTAKE,
                        String.valueOf(SECONDS),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(fuzzing.waitFor(SECONDS + 300L, TimeUnit.SECONDS))
                    .as("the fuzzer ends in time")
                    .isTrue();
        } finally {
            fuzzing.destroyForcibly();
        }

        String said = Files.readString(log);
        assertThat(fuzzing.exitValue()).as(said).isZero();
        assertThat(said).contains("stat::number_of_executed_units");
    }
}

package dev.lightmeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringRaceTest {

    /** Inside the race any difference between scorer, bare loop and SQL is an exception. */
    @Test
    void scorerLoopAndSqlAgreeToTheLastBit() throws Exception {
        Rounds once = new Rounds(0, 1);
        Scale tiny = new Scale("tiny", List.of(100, 1_500), 40, once, once, Duration.ZERO, 1, 1);
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (Course course = new Course(tiny, silent)) {
            Race.Result result = new ScoringRace().run(course);

            assertThat(result.tables()).singleElement().asString().contains("| 100 ", "| 1,500 ");
            assertThat(result.targets()).hasSize(3);
        }
    }
}

package dev.lightmeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkPageTest {

    private static final Machine MACHINE = new Machine("Abacus", 2, 1L << 30, 1L << 29, "25", "Linux");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    private final Race first = new Named("First things");
    private final Race second = new Named("Second thoughts");

    @TempDir
    private Path folder;

    @Test
    void keepsTheSectionsOfRacesThatDidNotRunAgain() throws IOException {
        Path file = folder.resolve("docs").resolve("benchmarks.md");
        page(file).replace(second, section(second, "1 s"));
        page(file).replace(first, section(first, "2 s"));
        page(file).replace(second, section(second, "3 s"));

        assertThat(Files.readString(file))
                .startsWith("# Benchmarks\n")
                .contains("| 2 s  |", "| 3 s  |")
                .doesNotContain("| 1 s  |")
                .containsSubsequence("## First things", "## Second thoughts")
                .containsOnlyOnce("## Second thoughts");
    }

    @Test
    void saysWhenAndWhereEachRaceRanAndWhichTargetWasMissed() throws IOException {
        Path file = folder.resolve("benchmarks.md");
        page(file).replace(first, section(first, "2 s"));

        assertThat(Files.readString(file))
                .contains("Measured on 2026-03-04: 2 cores (Abacus), 1 GiB of memory, Linux, JDK 25")
                .contains("- Missed: seconds: 2; target at most 1.50.");
    }

    private BenchmarkPage page(Path file) throws IOException {
        return new BenchmarkPage(file, List.of(first, second));
    }

    private static String section(Race race, String time) {
        Table table = new Table("time").row(time);
        return BenchmarkPage.section(
                race, new Race.Result(List.of(table), List.of(Target.atMost(1.5, "seconds", 2))), MACHINE, DAY);
    }

    private record Named(String title) implements Race {

        @Override
        public String id() {
            return title;
        }

        @Override
        public String about() {
            return "About " + title + ".";
        }

        @Override
        public Result run(Course course) {
            throw new UnsupportedOperationException();
        }
    }
}

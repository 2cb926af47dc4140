package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * docs/benchmarks.md: a section for each race. A run of some races replaces their sections and leaves the others, so every
 * section says when and where it was measured.
 */
final class BenchmarkPage {

    private static final String INTRODUCTION = """
            # Benchmarks

            Written by `./benchmarks/run`; do not edit. Peers run in the same minute on the same data, in turn with ours. \
            Times are medians of several rounds after warming up, with the range behind them where there are several. \
            The fleet is synthetic and the same everywhere: 150 findings on a device in the mean, 300,000 known \
            weaknesses, ten device groups. Ratios carry over to other machines; absolute times do not.
            """;

    private static final String HEADING = "## ";

    private final Path file;
    private final List<Race> order;
    private final Map<String, String> sectionByTitle = new LinkedHashMap<>();

    /** The page as it is in the file, if there is one; sections come in the order of the races. */
    BenchmarkPage(Path file, List<Race> order) throws IOException {
        this.file = file;
        this.order = order;
        if (Files.exists(file)) {
            for (String section : Files.readString(file).split("(?m)^(?=" + HEADING + ")", -1)) {
                if (!section.startsWith(HEADING)) continue;
                String title = section.substring(HEADING.length(), section.indexOf('\n'));
                sectionByTitle.put(title, section);
            }
        }
    }

    static String section(Race race, Race.Result result, Machine machine, LocalDate day) {
        String tables = result.tables().stream().map(Table::toString).collect(Collectors.joining("\n"));
        String targets =
                result.targets().stream().map(target -> "- " + target + "\n").collect(Collectors.joining());
        return """
                %s%s

                %s

                Measured on %s: %s.

                %s
                %s""".formatted(HEADING, race.title(), race.about(), day, machine, tables, targets);
    }

    /** Puts the section in the place of the one before and writes the page. */
    void replace(Race race, String section) throws IOException {
        sectionByTitle.put(race.title(), section.stripTrailing() + "\n");
        String sections = order.stream()
                .map(each -> sectionByTitle.get(each.title()))
                .filter(known -> known != null)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n\n"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, INTRODUCTION + "\n" + sections + "\n");
    }
}

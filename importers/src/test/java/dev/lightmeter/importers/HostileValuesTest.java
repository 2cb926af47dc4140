package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.importers.ImportResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value of each sample is replaced by what no scanner writes and somebody will. */
class HostileValuesTest {

    private static final String LONG = "x".repeat(70_000);

    private static final List<String> IN_JSON = List.of(
            "null",
            "NaN",
            "-1",
            "1e999",
            "-0.0000001e-400",
            "\"\"",
            "\"1601-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999999Z\"",
            "\"\\u0000<b>\\u202e\\ud800../../etc/passwd\"",
            "\"" + LONG + "\"",
            "[[[1]]]",
            "{\"id\": {\"id\": 1}}",
            "true");

    private static final List<String> IN_XML = List.of(
            "",
            "NaN",
            "-1",
            "1e999",
            "1601-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "&#x202e;&lt;b&gt;../../etc/passwd",
            LONG,
            "<id><id>1</id></id>");

    /** A name has a colon behind it, in the first group. */
    private static final Pattern JSON_VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"(\\s*:)?|-?\\d+(?:\\.\\d+)?|true|false|null");

    private static final Pattern XML_TEXT = Pattern.compile("(?<=>)[^<>]*\\S[^<>]*(?=<)");

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return Samples.ids().filter(id -> !Samples.isTable(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givesAResultAndTellsOnlyWhatAStoreCanKeep(String id) throws IOException {
        String sample = new String(Samples.of(id), UTF_8);
        boolean isXml = sample.startsWith("<");
        List<MatchResult> values = (isXml ? XML_TEXT : JSON_VALUE)
                .matcher(sample)
                .results()
                .filter(value -> isXml || value.group(1) == null)
                .toList();
        List<String> hostile = isXml ? IN_XML : IN_JSON;
        int read = 0;
        for (int round = 0; round < 4; round++) {
            for (int at = 0; at < values.size(); at++) {
                String replacement = hostile.get((at + 4 * round) % hostile.size());
                MatchResult value = values.get(at);
                String text = sample.substring(0, value.start()) + replacement + sample.substring(value.end());

                read += check(
                        text,
                        id + ", " + value.group() + " at " + value.start() + " replaced by "
                                + replacement.substring(0, Math.min(40, replacement.length())));
            }
        }
        assertThat(read).as("files that were read in spite of a hostile value").isGreaterThan(values.size());
    }

    /** Reads a file and counts it, unless it is refused. */
    private int check(String text, String what) throws IOException {
        Path file = folder.resolve("given.json");
        Files.writeString(file, text, UTF_8);
        Intake intake = Intake.of(List.of(new InputFile("given", file)));
        RecordingSink sink = new RecordingSink();
        List<ImportResult> results = new ArrayList<>();
        try {
            for (PendingReport report : intake.reports()) results.add(report.read(sink, Progress.NONE));
            for (PendingFeed feed : intake.feeds()) results.add(feed.read(sink, Progress.NONE));
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        for (ImportResult result : results) {
            if (result instanceof Refused(String why)) {
                assertThat(why).as(what).startsWith("given, ").doesNotContain("Exception", "java.");
            }
        }
        StoreLimits.assertKeepable(sink, what);
        return results.stream().anyMatch(result -> !(result instanceof Refused)) ? 1 : 0;
    }
}

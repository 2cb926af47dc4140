package dev.lightmeter.importers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Fuzzes the reading of one format, guided by coverage. Jazzer calls {@link #fuzzerTestOneInput} with bytes that it makes out
 * of our samples; it reports an exception, a failed assertion, and a reading that takes more than {@value #MOST_SECONDS}
 * seconds or more than the heap.
 */
public final class FormatFuzzing {

    /** For one reading of a few KiB, on a machine that is busy with other things. */
    static final int MOST_SECONDS = 60;

    /** Enough for several rows of any format, and small enough for some thousand readings each second. */
    private static final int LONGEST_INPUT = 8_192;

    private static final String INSTRUMENTED = "dev.lightmeter.**:tools.jackson.**:com.ctc.wstx.**:de.siegmar.**"
            + ":us.springett.**:com.github.packageurl.**:org.apache.commons.compress.**";

    private static final Pattern CLASS_NAME = Pattern.compile("[a-z]\\.[A-Z]\\w*(Exception|Error)\\b");

    /** Every how many inputs the same one is read twice. */
    private static final int TWICE = 8;

    private static FuzzedReading reading = FuzzedReading.of(FuzzedReading.INTAKE);

    private FormatFuzzing() {}

    /**
     * Fuzzes one format and ends with 0 if nothing was found. Without arguments it prints the ids that there are.
     *
     * @param args id of the format; seconds; a folder, in which what was found stays, and what was learnt for the next run
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.out.println(String.join(" ", FuzzedReading.ids()));
            return;
        }
        String id = args[0];
        Path folder = Path.of(args[2]).resolve(id);
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path found = Files.createDirectories(folder.resolve("found"));
        for (Map.Entry<String, byte[]> seed : FuzzSeeds.of(id).entrySet()) {
            Files.write(corpus.resolve(seed.getKey()), seed.getValue());
        }
        Jazzer.main(List.of(
                        "--target_class=" + FormatFuzzing.class.getName(),
                        "--target_args=" + id,
                        "--instrumentation_includes=" + INSTRUMENTED,
                        "--custom_hook_includes=" + INSTRUMENTED,
                        "--reproducer_path=" + found,
                        "--keep_going=20",
                        "-max_total_time=" + args[1],
                        "-max_len=" + LONGEST_INPUT,
                        "-timeout=" + MOST_SECONDS,
                        "-rss_limit_mb=0",
                        "-artifact_prefix=" + found + "/",
                        "-print_final_stats=1",
                        corpus.toString())
                .toArray(String[]::new));
    }

    /** Is called by Jazzer, once. */
    public static void fuzzerInitialize(String[] args) {
        reading = FuzzedReading.of(args[0]);
    }

    /** Is called by Jazzer, some thousand times a second. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        check(reading, bytes);
    }

    /** What holds for all bytes: a result in plain sentences, values that a store can keep, and the same again. */
    static void check(FuzzedReading reading, byte[] bytes) throws IOException {
        RecordingSink sink = new RecordingSink();
        List<ImportResult> results = reading.read(bytes, sink);
        for (ImportResult result : results) assertPlain(result);
        StoreLimits.assertKeepable(sink, "what was told");
        if (bytes.length % TWICE != 0) return;
        RecordingSink again = new RecordingSink();
        assertThat(reading.read(bytes, again)).as("read again").isEqualTo(results);
        assertThat(again.everything()).as("told again").isEqualTo(sink.everything());
    }

    private static void assertPlain(ImportResult result) {
        switch (result) {
            case Complete _ -> {}
            case Partial partial -> {
                for (SkippedRow row : partial.skipped().rows()) assertPlain(row.toString());
                partial.skipped().byReason().keySet().forEach(FormatFuzzing::assertPlain);
            }
            case Refused(String why) -> assertPlain(why);
        }
    }

    /** One line of a bearable length, and no name of a class in it. */
    private static void assertPlain(String sentence) {
        if (sentence.isBlank()
                || sentence.length() > 1_500
                || CLASS_NAME.matcher(sentence).find()
                || sentence.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new AssertionError("not a plain sentence: " + sentence);
        }
    }
}

package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, reading it ends in a result: with good rows, with sentences about bad ones, never with an exception. */
class HostileFilesTest {

    private static final int MUTATIONS = Integer.getInteger("lightmeter.mutations", 25);
    private static final List<String> TOKENS = List.of(
            "\0",
            "\"",
            "<",
            "]]>",
            "&x;",
            "&#0;",
            "{",
            "]",
            "\n",
            ";;;;",
            "null",
            "NaN",
            "-1",
            "1e999",
            "\u202e",
            "\ud83d",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "9999-12-31T23:59:59Z",
            "1601-01-01",
            "../../etc/passwd",
            "<script>alert(1)</script>");

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return Samples.ids();
    }

    /** What hurts in a value of JSON or XML is the business of {@link HostileValuesTest}. */
    static Stream<String> tables() {
        return Samples.ids().filter(Samples::isTable);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void endsInAResultWhateverIsBroken(String id) throws IOException {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] mutated = mutated(Samples.of(id), new Random(seed));
            try {
                assertThat(sentences(read(mutated, new RecordingSink())))
                        .as("what is said of mutation %d of %s", seed, id)
                        .noneMatch(sentence -> sentence.contains("Exception") || sentence.isBlank());
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + seed + " of " + id + ":\n" + new String(mutated, UTF_8), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void passesOnNoIdOfTenMegabytes(String id) throws IOException {
        String text = new String(Samples.of(id), UTF_8);
        String longId = text.replaceFirst("2031-0001", "2031-" + "9".repeat(10_000_000));
        RecordingSink sink = new RecordingSink();

        List<String> said = sentences(read(longId.getBytes(UTF_8), sink));

        assertThat(said).allMatch(sentence -> sentence.length() < 1_000);
        assertThat(sink.devices).allMatch(device -> device.id().length() <= 512);
        assertThat(sink.weaknesses).allMatch(facts -> facts.weakness().length() <= 512);
        assertThat(sink.findings).allMatch(finding -> finding.weakness().length() <= 512);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void takesNoNumberThatIsNone(String id) throws IOException {
        String text = new String(Samples.of(id), UTF_8);
        for (String number : List.of("NaN", "-1", "1e999", "1e-999", "9".repeat(2_000))) {
            String changed = text.replaceAll("(?<=[\">, ])[0-9]\\.[0-9]+(?=[\"<, ])", number);
            // what a number out of range would do: an exception out of the words of the domain
            assertThat(read(changed.getBytes(UTF_8), new RecordingSink())).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void takesNoTimeFromBeforeComputersOrFromTheEndOfTime(String id) throws IOException {
        for (String year : List.of("1601", "9999")) {
            RecordingSink sink = new RecordingSink();
            read(new String(Samples.of(id), UTF_8).replace("2031", year).getBytes(UTF_8), sink);

            Stream<Instant> times =
                    Stream.concat(sink.devices.stream().map(device -> device.seenAt()), Stream.ofNullable(sink.time));
            assertThat(times.filter(time -> time != null))
                    .allMatch(time ->
                            time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z")));
        }
    }

    private ImportResult read(byte[] bytes, RecordingSink sink) throws IOException {
        Intake intake = Intake.of(List.of(Samples.file(folder, bytes)));
        if (!intake.refused().isEmpty()) {
            return new Refused(intake.refused().getFirst().why());
        }
        if (!intake.statements().isEmpty()) { // a broken report may look like a document of statements
            return intake.statements().getFirst().read(document -> {}, Progress.NONE);
        }
        return intake.feeds().isEmpty()
                ? intake.reports().getFirst().read(sink, Progress.NONE)
                : intake.feeds().getFirst().read(sink, Progress.NONE);
    }

    private static List<String> sentences(ImportResult result) {
        return switch (result) {
            case Complete _ -> List.of();
            case Partial partial ->
                partial.skipped().rows().stream().map(SkippedRow::toString).toList();
            case Refused(String why) -> List.of(why);
        };
    }

    /** The file with one to four of its places cut out, doubled, overwritten or filled with what hurts. */
    private static byte[] mutated(byte[] file, Random random) throws IOException {
        byte[] bytes = file;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8);
            byte[] middle = Arrays.copyOfRange(bytes, from, to);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> {} // cut out
                case 1 -> {
                    out.write(middle);
                    out.write(middle);
                }
                case 2 -> {
                    random.nextBytes(middle);
                    out.write(middle);
                }
                default -> {
                    out.write(token);
                    out.write(middle);
                }
            }
            out.write(bytes, to, bytes.length - to);
            bytes = out.toByteArray();
            if (bytes.length == 0) return file;
        }
        return bytes;
    }
}

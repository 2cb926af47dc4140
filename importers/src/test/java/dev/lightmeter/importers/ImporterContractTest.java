package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every format in the lists does. A new one gets these tests by being there. */
class ImporterContractTest {

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return Samples.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void readsItsSample(String id) throws IOException {
        Read read = read(Samples.of(id));

        assertThat(read.format).isEqualTo(id);
        assertThat(read.result).isInstanceOf(Complete.class);
        boolean tells = !read.sink.weaknesses.isEmpty() || !read.sink.devices.isEmpty();
        assertThat(tells).as("tells of weaknesses or devices").isTrue();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isRecognisedByItsHeadAndByNoOtherFormat(String id) {
        assertThat(recognisedBy(Samples.of(id))).containsExactly(id);
        assertThat(recognisedBy(Samples.withABadRow(id))).containsExactly(id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void saysWhatInTheHeadToldIt(String id) throws IOException {
        byte[] sample = Samples.of(id);
        Recognition recognition = recognitionOf(Intake.of(List.of(Samples.file(folder, sample))));

        assertThat(recognition.format()).isEqualTo(id);
        assertThat(recognition.clues()).isNotEmpty();
        String words = new String(sample, UTF_8);
        for (String clue : recognition.clues()) {
            String said =
                    clue.replaceFirst("^(columns|namespace|first line) ", "").replace(" is ", " ");
            assertThat(said.split("[^A-Za-z]+")).allMatch(words::contains);
        }
    }

    private static Recognition recognitionOf(Intake intake) {
        return intake.feeds().isEmpty()
                ? intake.reports().getFirst().recognition()
                : intake.feeds().getFirst().recognition();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void tellsTheSameTwice(String id) throws IOException {
        assertThat(read(Samples.of(id)).sink.everything())
                .isEqualTo(read(Samples.of(id)).sink.everything());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void readsPackedFilesAsPlainOnes(String id) throws IOException {
        byte[] sample = Samples.of(id);

        assertThat(read(gzip(sample)).sink.everything())
                .isEqualTo(read(sample).sink.everything());
        assertThat(read(zip("x/given", sample)).sink.everything())
                .isEqualTo(read(sample).sink.everything());
        assertThat(read(zip("x/given", gzip(sample))).sink.everything())
                .isEqualTo(read(sample).sink.everything());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void readsFilesWithAByteOrderMark(String id) throws IOException {
        String text = new String(Samples.of(id), UTF_8);

        assertThat(read(("\ufeff" + text).getBytes(UTF_8)).sink.everything())
                .isEqualTo(read(Samples.of(id)).sink.everything());
        assertThat(read(("\ufeff" + text).getBytes(UTF_16LE)).sink.everything())
                .isEqualTo(read(Samples.of(id)).sink.everything());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void keepsGoodRowsAndTellsThePlaceOfABadOne(String id) throws IOException {
        Read read = read(Samples.withABadRow(id));

        assertThat(read.result).isInstanceOfSatisfying(Partial.class, partial -> {
            assertThat(partial.skipped().rows()).hasSize(1);
            var row = partial.skipped().rows().getFirst();
            assertThat(row.place() + ": " + row.reason()).isEqualTo(Samples.badRow(id));
            assertThat(row.file()).isEqualTo("given");
            assertThat(partial.skipped().total()).isEqualTo(1);
        });
        assertThat(read.sink.everything()).anyMatch(told -> told.contains("2031-0001"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesAFileThatEndsInTheMiddle(String id) throws IOException {
        byte[] sample = Samples.of(id);
        String text = new String(sample, UTF_8).strip();
        int cut = Samples.isTable(id) ? text.lastIndexOf('\n') + 5 : text.length() - 3;

        Read read = read(text.substring(0, cut).getBytes(UTF_8));

        assertThat(read.why()).startsWith("given, line ").endsWith("truncated?");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesAnArchiveThatEndsInTheMiddle(String id) throws IOException {
        byte[] packed = gzip(Samples.of(id));

        Read read = read(Arrays.copyOf(packed, packed.length - 9));

        assertThat(read.why()).contains("the file ends in the middle; is it truncated?");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesBrokenText(String id) throws IOException {
        String text = new String(Samples.of(id), UTF_8);
        String broken = Samples.isTable(id) ? text + "\"never closed" : closedWrongly(text.stripTrailing());

        assertThat(read(broken.getBytes(UTF_8)).why())
                .startsWith("given, line ")
                .doesNotContain("Exception");
    }

    private static String closedWrongly(String text) {
        return text.substring(0, text.length() - 1) + (text.endsWith("]") ? "}" : "]");
    }

    private List<String> recognisedBy(byte[] bytes) {
        FileHead head = new FileHead(bytes, true);
        return Stream.concat(
                        ScannerFormats.ALL.stream()
                                .filter(format -> format.recognises(head))
                                .map(format -> format.id()),
                        ThreatFeeds.ALL.stream()
                                .filter(format -> format.recognises(head))
                                .map(format -> format.id()))
                .toList();
    }

    /** Reads one file the way everybody does. */
    private Read read(byte[] bytes) throws IOException {
        Intake intake = Intake.of(List.of(Samples.file(folder, bytes)));
        RecordingSink sink = new RecordingSink();
        if (!intake.refused().isEmpty()) {
            var refused = intake.refused().getFirst();
            return new Read("", new Refused(refused.file() + ", " + refused.why()), sink);
        }
        if (!intake.feeds().isEmpty()) {
            PendingFeed feed = intake.feeds().getFirst();
            return new Read(feed.format(), feed.read(sink, Progress.NONE), sink);
        }
        PendingReport report = intake.reports().getFirst();
        return new Read(report.format(), report.read(sink, Progress.NONE), sink);
    }

    private record Read(String format, ImportResult result, RecordingSink sink) {

        String why() {
            return result instanceof Refused(String why) ? why : "not refused: " + result;
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String entry, byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}

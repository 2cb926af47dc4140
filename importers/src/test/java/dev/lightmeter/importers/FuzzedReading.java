package dev.lightmeter.importers;

import static java.util.Objects.requireNonNull;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.importers.feed.ThreatFeedFormat;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.ContentInMemory;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.UnreadableException;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.scanner.ScannerFormats;
import dev.lightmeter.importers.vex.VexFormat;
import dev.lightmeter.importers.vex.VexFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One way of reading bytes that a fuzzer tries out: as a file of one format, or as whatever they turn out to be. */
@FunctionalInterface
interface FuzzedReading {

    /** The id of the reading that packs, recognises and sorts, as every import does. */
    String INTAKE = "intake";

    /** Reads the bytes, and says how it ended; one result for each report or feed that was found in them. */
    List<ImportResult> read(byte[] bytes, RecordingSink sink) throws IOException;

    /** All that are fuzzed: each format of the lists under its id, and {@link #INTAKE}. */
    static List<String> ids() {
        Stream<String> formats =
                Stream.concat(Samples.ids(), VexFormats.ALL.stream().map(VexFormat::id));
        return Stream.concat(formats, Stream.of(INTAKE)).toList();
    }

    /** A format reads whatever it is given, recognised or not: the fuzzer need not keep the head as it is. */
    static FuzzedReading of(String id) {
        if (id.equals(INTAKE)) return FuzzedReading::sorted;
        for (ScannerFormat format : ScannerFormats.ALL) {
            if (format.id().equals(id)) return (bytes, sink) -> List.of(refusing(() -> report(format, bytes, sink)));
        }
        for (ThreatFeedFormat format : ThreatFeeds.ALL) {
            if (format.id().equals(id)) return (bytes, sink) -> List.of(refusing(() -> feed(format, bytes, sink)));
        }
        for (VexFormat format : VexFormats.ALL) {
            if (format.id().equals(id)) return (bytes, sink) -> List.of(refusing(() -> statements(format, bytes)));
        }
        throw new IllegalArgumentException("there is no format '" + id + "'; those that can be fuzzed: " + ids());
    }

    /** As the intake does for a file whose head cannot be read. */
    private static ImportResult refusing(Attempt attempt) {
        try {
            return attempt.result();
        } catch (IOException e) {
            return new ImportResult.Refused("given, " + UnreadableException.sentence(e));
        }
    }

    private static ImportResult report(ScannerFormat format, byte[] bytes, RecordingSink sink) throws IOException {
        Content content = ContentInMemory.of("given", bytes);
        FileHead head = content.head();
        Optional<Recognition> recognition = Recognition.of(head, format.id(), format::recognises, format::version);
        ReportHeader header =
                recognition.isPresent() ? format.header(head) : new ReportHeader(format.id(), ReportHeader.Kind.FULL);
        return new PendingReport(format, header, recognition.orElse(Recognition.NONE), List.of(content))
                .read(sink, Progress.NONE);
    }

    private static ImportResult feed(ThreatFeedFormat format, byte[] bytes, RecordingSink sink) throws IOException {
        Content content = ContentInMemory.of("given", bytes);
        FileHead head = content.head();
        Optional<Recognition> recognition = Recognition.of(head, format.id(), format::recognises, format::version);
        format.publishedAt(head);
        return new PendingFeed(format, recognition.orElse(Recognition.NONE), List.of(content))
                .read(sink, Progress.NONE);
    }

    private static ImportResult statements(VexFormat format, byte[] bytes) throws IOException {
        Content content = ContentInMemory.of("given", bytes);
        Optional<Recognition> recognition =
                Recognition.of(content.head(), format.id(), format::recognises, format::version);
        return new PendingStatements(format, recognition.orElse(Recognition.NONE), content)
                .read(_ -> {}, Progress.NONE);
    }

    private static List<ImportResult> sorted(byte[] bytes, RecordingSink sink) throws IOException {
        Path file = OneFile.PATH;
        Files.write(file, bytes);
        Intake intake = Intake.of(List.of(new InputFile("given", file)));
        List<ImportResult> results = new ArrayList<>();
        intake.refused()
                .forEach(refused -> results.add(new ImportResult.Refused(refused.file() + ", " + refused.why())));
        for (PendingReport report : intake.reports()) results.add(report.read(sink, Progress.NONE));
        for (PendingFeed feed : intake.feeds()) results.add(feed.read(sink, Progress.NONE));
        for (PendingStatements said : intake.statements()) results.add(said.read(_ -> {}, Progress.NONE));
        return results;
    }

    /** A reading that may find a file unreadable. */
    @FunctionalInterface
    interface Attempt {
        ImportResult result() throws IOException;
    }

    /** The file that is written again for each input. */
    final class OneFile {

        static final Path PATH = path();

        private OneFile() {}

        private static Path path() {
            try {
                Path path = Files.createTempFile("lightmeter-fuzzed-", ".tmp");
                path.toFile().deleteOnExit();
                return requireNonNull(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

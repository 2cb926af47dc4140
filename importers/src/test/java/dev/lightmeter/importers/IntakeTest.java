package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Limits;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {

    private static final byte[] DEVICE = "{\"devices\": [{\"id\": \"d\"}]}".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void sortsAMixtureOfFiles() throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (String id : Samples.ids().toList()) files.add(Samples.file(folder, Samples.of(id)));
        files.add(Samples.file(folder, "# Notes".getBytes(UTF_8)));

        Intake intake = Intake.of(files);

        assertThat(intake.reports())
                .extracting(PendingReport::format)
                .containsExactlyElementsOf(
                        ScannerFormats.ALL.stream().map(ScannerFormat::id).toList());
        assertThat(intake.feeds())
                .extracting(PendingFeed::feed)
                .containsExactly(Feed.EPSS, Feed.KEV, Feed.KEV, Feed.NVD, Feed.CVE, Feed.EXPLOITS);
        assertThat(intake.refused())
                .containsExactly(new RefusedFile(
                        "given", "is text of no format that Lightmeter reads; docs/formats.md lists those it does"));
        assertThat(intake.isEmpty()).isFalse();
    }

    @Test
    void findsTheFilesOfAFolderInOrderAndLeavesHiddenOnesOut() throws IOException {
        Files.createDirectories(folder.resolve("b/.git"));
        for (String name : List.of("b/2.json", "b/1.json", "a.json", ".hidden", "b/.git/x.json")) {
            Files.write(folder.resolve(name), DEVICE);
        }

        assertThat(InputFile.at(folder))
                .extracting(file -> folder.relativize(file.path()).toString())
                .containsExactly("a.json", "b/1.json", "b/2.json");
        assertThat(InputFile.at(folder.resolve("a.json"))).containsExactly(InputFile.of(folder.resolve("a.json")));
    }

    @Test
    void readsStandardInput() throws IOException {
        InputFile file = InputFile.standardInput(new ByteArrayInputStream(DEVICE), folder);

        assertThat(file.name()).isEqualTo("standard input");
        assertThat(file.size()).isEqualTo(DEVICE.length);
        assertThat(Intake.of(List.of(file)).reports()).hasSize(1);
    }

    @Test
    void namesTheEntriesOfAnArchiveAndLeavesTheClutterOfDesktopsOut() throws IOException {
        Path archive = zip(
                "upload",
                "x/b.json",
                DEVICE,
                "x/a.txt",
                "?".getBytes(UTF_8),
                "__MACOSX/x",
                DEVICE,
                ".DS_Store",
                DEVICE);

        Intake intake = Intake.of(List.of(new InputFile("upload", archive)));

        assertThat(intake.reports().getFirst().files()).containsExactly("upload!x/b.json");
        assertThat(intake.refused()).extracting(RefusedFile::file).containsExactly("upload!x/a.txt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | the file is empty
                    ' '                            | the file is blank
                    <?xml version="1.0"?><a/>      | is XML or HTML of no format that Lightmeter reads; docs/formats.md lists those it does
                    {"recipe": "apple pie"}        | is JSON of no format that Lightmeter reads; docs/formats.md lists those it does
                    a,b                            | is a table of no format that Lightmeter reads; docs/formats.md lists those it does
                    BZh91AY                        | is packed by bzip2 where plain text was expected; unpack it first
                    """)
    void saysWhyItCannotReadAFile(String text, String why) throws IOException {
        Intake intake = Intake.of(List.of(Samples.file(folder, text.getBytes(UTF_8))));

        assertThat(intake.refused()).containsExactly(new RefusedFile("given", why));
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void refusesBinaryFilesAndThoseThatAreNotThere() throws IOException {
        Intake intake = Intake.of(List.of(
                Samples.file(folder, new byte[] {'{', 0, '"', 0}), InputFile.of(folder.resolve("missing.json"))));

        assertThat(intake.refused())
                .extracting(RefusedFile::why)
                .containsExactly(
                        "is not text: it has NUL bytes (UTF-16 needs a byte order mark)", "there is no such file");
    }

    @Test
    void refusesArchivesInsideArchives() throws IOException {
        byte[] inner = Files.readAllBytes(zip("inner", "a.json", DEVICE));

        Intake intake = Intake.of(List.of(new InputFile("outer", zip("outer", "inner.zip", inner))));

        assertThat(intake.refused())
                .containsExactly(new RefusedFile(
                        "outer!inner.zip", "is a zip archive where plain text was expected; unpack it first"));
    }

    @Test
    void refusesADamagedArchive() throws IOException {
        byte[] archive = Files.readAllBytes(zip("good", "a.json", DEVICE));
        Path damaged = Files.write(folder.resolve("damaged"), Arrays.copyOf(archive, archive.length - 10));

        assertThat(Intake.of(List.of(new InputFile("damaged", damaged))).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.why()).startsWith("the archive is damaged: "));
    }

    @Test
    void refusesAnArchiveWithTooManyEntriesOrTooMuchInIt() throws IOException {
        InputFile two = new InputFile("two", zip("two", "a.json", DEVICE, "b.json", DEVICE));

        assertThat(Intake.of(List.of(two), new Limits(1 << 20, 100, 1)).refused())
                .containsExactly(new RefusedFile("two", "the archive has 2 entries, more than 1"));
        assertThat(Intake.of(List.of(two), new Limits(40, 100, 10)).refused())
                .containsExactly(new RefusedFile("two", "unpacks to more than 40 bytes, which is refused"));
    }

    @Test
    void refusesABombInAZipBeforeUnpackingIt() throws IOException {
        InputFile bomb = new InputFile("bomb", zip("bomb", "a.json", blanks(80 << 20)));

        assertThat(Intake.of(List.of(bomb)).refused())
                .containsExactly(new RefusedFile(
                        "bomb", "entry a.json unpacks to more than 400 times its size, which looks like an attack"));
    }

    @Test
    void stopsAtAGzipBombWhileReading() throws IOException {
        Path bomb = folder.resolve("bomb");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write("{\"devices\": [{\"id\": \"d\"}, ".getBytes(UTF_8));
            out.write(blanks(80 << 20));
            out.write("{\"id\": \"e\"}]}".getBytes(UTF_8));
        }

        ImportResult result = Intake.of(List.of(new InputFile("bomb", bomb)))
                .reports()
                .getFirst()
                .read(new RecordingSink(), Progress.NONE);

        assertThat(result)
                .isEqualTo(new ImportResult.Refused(
                        "bomb, unpacks to more than 400 times its size, which looks like an attack"));
    }

    @Test
    void tellsItsProgressUpToTheSizeOfTheFiles() throws IOException {
        byte[] large = Samples.of("trivy");
        List<InputFile> files = List.of(Samples.file(folder, large));
        List<Long> told = new ArrayList<>();
        PendingReport report = Intake.of(files).reports().getFirst();

        report.read(new RecordingSink(), told::add);

        assertThat(report.bytes()).isEqualTo(large.length);
        assertThat(told).isSorted().last().isEqualTo((long) large.length);
    }

    @ParameterizedTest
    @CsvSource({
        "defender",
        "trivy",
        "grype",
        "wazuh",
        "osv-scanner",
        "aws-inspector",
        "dependency-track",
        "generic",
        "kev-json",
        "nvd-json",
        "cve-5"
    })
    void refusesWhatIsTooDeepOrTooLongToBeHonest(String id) throws IOException {
        String text = new String(Samples.of(id), UTF_8);
        String nested = ", \"deep\": " + "[".repeat(300) + "]".repeat(300) + "}";
        String deep = text.stripTrailing().replaceFirst("}$", nested);
        String longId = text.replace("\"CVE-2031-0001\"", "\"" + "C".repeat(1_100_000) + "\"");

        assertThat(whyRefused(deep)).startsWith("given, line ").contains("more than any honest file needs: ");
        assertThat(whyRefused(longId))
                .contains("more than any honest file needs: ")
                .doesNotContain("StreamRead");
    }

    @Test
    void letsTheFailureOfASinkThrough() throws IOException {
        PendingReport report =
                Intake.of(List.of(Samples.file(folder, DEVICE))).reports().getFirst();
        RecordingSink full = new RecordingSink() {
            @Override
            public synchronized void device(ReportedDevice device) {
                throw new IllegalStateException("the disk is full");
            }
        };

        assertThatThrownBy(() -> report.read(full, Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
    }

    private String whyRefused(String text) throws IOException {
        Intake intake = Intake.of(List.of(Samples.file(folder, text.getBytes(UTF_8))));
        ImportResult result = intake.feeds().isEmpty()
                ? intake.reports().getFirst().read(new RecordingSink(), Progress.NONE)
                : intake.feeds().getFirst().read(new RecordingSink(), Progress.NONE);
        return result instanceof ImportResult.Refused(String why) ? why : "not refused: " + result;
    }

    private static byte[] blanks(int count) {
        byte[] blanks = new byte[count];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    /** An archive of names and contents in turn. */
    private Path zip(String name, Object... namesAndContents) throws IOException {
        Path archive = folder.resolve(name + ".bin");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                out.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return archive;
    }
}

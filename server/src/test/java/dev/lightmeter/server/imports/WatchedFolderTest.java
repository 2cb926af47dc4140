package dev.lightmeter.server.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ImportSettings;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {

    private static final Clock CLOCK = Clock.fixed(Installed.NOW, ZoneOffset.UTC);
    private static final String FLEET = Installed.FLEET;

    @TempDir
    private Path temporary;

    private final InMemoryStore store = new InMemoryStore(CLOCK);
    private final ImportRuns runs = new ImportRuns(store, new AuditLog(store.journal(), CLOCK), CLOCK);
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("scans"));
    }

    @Test
    void importsAFileOnceItStoppedGrowing() throws IOException {
        WatchedFolder watched = watched();
        Path file = folder.resolve("fleet.json");
        Files.writeString(file, FLEET.substring(0, 100));
        watched.look();
        Files.writeString(file, FLEET.substring(100), StandardOpenOption.APPEND);
        watched.look();
        assertThat(names(folder)).containsExactly("fleet.json");
        assertThat(history()).isEmpty();

        watched.look();
        watched.look();
        watched.look();

        assertThat(names(folder)).containsExactly("done", "working");
        assertThat(names(folder.resolve("done"))).containsExactly("fleet.json");
        assertThat(names(folder.resolve("working"))).isEmpty();
        assertThat(history()).containsExactly("fleet.json 1 report");
        assertThat(store.records(new int[] {0, 1, 2})).hasSize(3);
    }

    @Test
    void movesARefusedFileAsideWithASentence() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "hello");
        look(2);

        assertThat(names(folder.resolve("failed"))).containsExactly("notes.txt", "notes.txt.reason.txt");
        assertThat(folder.resolve("failed/notes.txt.reason.txt"))
                .content()
                .isEqualTo(
                        "notes.txt: is text of no format that Lightmeter reads; docs/formats.md lists those it does\n");
    }

    @Test
    void saysWhatWasLeftOutOfAFileThatWasImported() throws IOException {
        Files.writeString(folder.resolve("some.json"), "{\"devices\": [{\"id\": \"x\"}, {\"name\": \"y\"}]}");
        look(2);

        assertThat(folder.resolve("done/some.json.reason.txt"))
                .content()
                .isEqualTo("left out 1 row: the id of the device is missing\n");
    }

    @Test
    void keepsFilesOfOneNameApart() throws IOException {
        for (int i = 0; i < 2; i++) {
            Files.writeString(folder.resolve("fleet.json"), FLEET);
            look(2);
        }

        assertThat(names(folder.resolve("done")))
                .containsExactly(Installed.NOW.toEpochMilli() + "~fleet.json", "fleet.json");
    }

    @Test
    void leavesLinksFoldersHiddenFilesAndPartialCopiesAlone() throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret.json"), FLEET);
        Files.createSymbolicLink(folder.resolve("link.json"), outside);
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/fleet.json"), FLEET);
        Files.writeString(folder.resolve(".hidden.json"), FLEET);
        Files.writeString(folder.resolve("fleet.json.part"), FLEET);
        look(3);

        assertThat(names(folder)).containsExactly(".hidden.json", "fleet.json.part", "link.json", "more");
        assertThat(history()).isEmpty();
    }

    @Test
    void movesNothingThroughALinkThatHasTheNameOfItsFolders() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("working"), elsewhere);
        Files.writeString(folder.resolve("fleet.json"), FLEET);
        look(3);

        assertThat(names(elsewhere)).isEmpty();
        assertThat(names(folder)).containsExactly("fleet.json", "working");
        assertThat(history()).isEmpty();
    }

    @Test
    void waitsForAFolderThatVanished() throws IOException {
        WatchedFolder watched = watched();
        watched.look();
        Files.delete(folder);
        watched.look();
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("fleet.json"), FLEET);
        watched.look();
        watched.look();

        assertThat(names(folder.resolve("done"))).containsExactly("fleet.json");
    }

    @Test
    void readsAgainWhatACrashInterruptedAndNotWhatItMerelyDidNotMove() throws IOException {
        Path working = Files.createDirectory(folder.resolve("working"));
        long before = Installed.NOW.minusSeconds(60).toEpochMilli();
        Files.writeString(working.resolve(before + "~half.json"), FLEET);
        Path read = Files.writeString(working.resolve(before + "~fleet.json"), FLEET);
        Path bad = Files.writeString(working.resolve(before + "~bad.json"), "{");
        runs.run(new FileImports(store), Actor.SCHEDULE, "fleet.json", List.of(InputFile.of(read)), Progress.NONE);
        runs.run(new FileImports(store), Actor.SCHEDULE, "bad.json", List.of(InputFile.of(bad)), Progress.NONE);
        look(1);

        assertThat(names(folder.resolve("done"))).containsExactly("fleet.json", "half.json");
        assertThat(names(folder.resolve("failed"))).containsExactly("bad.json", "bad.json.reason.txt");
        assertThat(history()).containsExactly("half.json 1 report", "bad.json 0 report", "fleet.json 1 report");
    }

    @Test
    void isLookedAtByTheServer() throws IOException {
        Configuration watching = Configuration.DEFAULTS.with(new ImportSettings(Optional.of(folder)));
        Files.writeString(folder.resolve("fleet.json"), FLEET);
        try (Installed installed = Installed.in(temporary.resolve("data"), watching, CLOCK)) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(folder.resolve("done/fleet.json"))
                    .exists());
            assertThat(installed.get("/lightmeter/v1/imports").body())
                    .contains("\"name\":\"fleet.json\"", "\"kind\":\"schedule\"");
        }
    }

    private void look(int times) {
        WatchedFolder watched = watched();
        for (int i = 0; i < times; i++) watched.look();
    }

    private WatchedFolder watched() {
        return new WatchedFolder(folder, () -> new FileImports(store), runs, store.journal(), CLOCK);
    }

    private List<String> history() {
        return store.journal().importRuns(Long.MAX_VALUE, 10).stream()
                .map((ImportRun run) -> run.name() + " " + run.outcome().reports() + " report")
                .toList();
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

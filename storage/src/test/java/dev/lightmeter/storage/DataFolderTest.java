package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-30T12:00:00.5Z"), ZoneOffset.UTC);

    @TempDir
    Path temporary;

    @Test
    void isHeldByOneAtATime() {
        Path path = temporary.resolve("data");
        try (DataFolder first = DataFolder.lock(path, CLOCK)) {
            first.announce(URI.create("http://localhost:8080"));
            assertThatThrownBy(() -> DataFolder.lock(path, CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the data folder " + first.path() + " is in use by process "
                            + ProcessHandle.current().pid()
                            + " since 2026-06-30T12:00:00Z, at http://localhost:8080: talk to it, stop it, or use another"
                            + " folder");
            assertThat(DataFolder.holder(path).orElseThrow().address()).contains(URI.create("http://localhost:8080"));
        }
        assertThat(DataFolder.holder(path)).isEmpty();
        DataFolder.lock(path, CLOCK).close();
    }

    @Test
    void hasNoHolderBeforeAnybodyMadeIt() {
        assertThat(DataFolder.holder(temporary.resolve("nowhere"))).isEmpty();
    }

    @Test
    void saysWhichOtherProcessHoldsItAndIsFreeOnceThatIsKilled() throws Exception {
        Path path = Files.createDirectory(temporary.resolve("data"));
        Process other = ChildJvm.start(Holding.class, path.toString());
        try {
            assertThat(ChildJvm.firstLine(other)).isEqualTo("holding");
            assertThatThrownBy(() -> DataFolder.lock(path, CLOCK))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is in use by process " + other.pid() + " since ")
                    .hasMessageContaining(", at https://example.org:8443: talk to it");
            assertThat(DataFolder.holder(path).orElseThrow().pid()).isEqualTo(other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(path.resolve("lightmeter.running")).exists(); // it had no time to tidy up
        assertThat(DataFolder.holder(path)).isEmpty();
        DataFolder.lock(path, CLOCK).close();
    }

    @Test
    void keepsOthersOut() throws IOException {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "skipped: this file system has no POSIX permissions");
        Path path = temporary.resolve("data");
        try (DataFolder folder = DataFolder.lock(path, CLOCK)) {
            folder.subfolder("inside");
            try (Stream<Path> all = Files.walk(path)) {
                assertThat(all).hasSize(4).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(
                                PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwx------" : "rw-------")));
            }
        }
    }

    @Test
    void saysWhyAFileCannotBeAFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.lock(file, CLOCK))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the data folder " + file + " cannot be used: ");
    }

    /** Holds a folder until it is killed. */
    static final class Holding {
        public static void main(String[] arguments) throws InterruptedException {
            DataFolder.lock(Path.of(arguments[0]), Clock.systemUTC()).announce(URI.create("https://example.org:8443"));
            System.out.println("holding");
            Thread.sleep(60_000);
        }
    }
}

package dev.lightmeter.server.imports;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files of one upload on disk, deleted when it is closed. Names that a client gives never become paths. */
final class Spool implements AutoCloseable {

    private static final int MOST_FILES = 100_000;
    private static final String PREFIX = "upload-";

    private final Path folder;
    private final long mostBytes;
    private final List<Path> files = new ArrayList<>();
    private long bytes;

    /** @param mostBytes of all files together */
    Spool(Path folder, long mostBytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.mostBytes = mostBytes;
    }

    /** Deletes what a process that was killed left behind. Nobody may be spooling into the folder. */
    static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : left) Files.deleteIfExists(file);
        }
    }

    InputFile take(String name, InputStream from) throws IOException {
        if (files.size() == MOST_FILES) throw tooLarge("hold more than " + MOST_FILES + " files");
        Path file = Files.createTempFile(folder, PREFIX, ".tmp");
        files.add(file);
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read; (read = from.read(buffer)) >= 0; ) {
                bytes += read;
                if (bytes > mostBytes) throw tooLarge("be longer than " + mostBytes + " bytes");
                out.write(buffer, 0, read);
            }
        }
        return new InputFile(name, file);
    }

    /** The files of a zip. A bundle that ends too early is refused as a whole: what is missing would count as fixed. */
    List<InputFile> takeBundle(InputStream from) throws IOException {
        List<InputFile> bundle = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(from)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.isDirectory() && !entry.getName().isBlank()) bundle.add(take(entry.getName(), zip));
            }
        } catch (ZipException | EOFException e) {
            throw new ProblemException(
                    Problem.badRequest("The bundle is damaged or ends too early: " + e.getMessage()));
        }
        if (bundle.isEmpty()) throw new ProblemException(Problem.badRequest("The body is no bundle of files"));
        return bundle;
    }

    @Override
    public void close() {
        try {
            for (Path file : files) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload that was read cannot be deleted", e);
        }
    }

    private static ProblemException tooLarge(String what) {
        return new ProblemException(new Problem(413, "BadRequest", "An upload must not " + what));
    }
}

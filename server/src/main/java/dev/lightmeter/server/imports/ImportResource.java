package dev.lightmeter.server.imports;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes uploaded files: reports and feeds alike, one file as it is or several in one zip. The body is spooled to disk first,
 * because recognition and reading each need a fresh look at it.
 */
public final class ImportResource {

    /** Writing what everybody sees takes a permission of its own. */
    public static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Import.All", "Lightmeter.Import"));

    private final FileImports imports;
    private final Path spoolFolder;
    private final long mostBytes;

    /** @param mostBytes a longer body is refused */
    public ImportResource(FileImports imports, Path spoolFolder, long mostBytes) {
        this.imports = imports;
        this.spoolFolder = spoolFolder;
        this.mostBytes = mostBytes;
    }

    /** {@code name} in the query is what messages call the file. */
    public Reply upload(Call call) {
        String name =
                call.query().first("name").filter(given -> !given.isBlank()).orElse("upload");
        Path spool = null;
        try {
            Files.createDirectories(spoolFolder);
            spool = Files.createTempFile(spoolFolder, "upload-", ".tmp");
            spool(call, spool);
            List<FileImport> done = imports.run(Intake.of(List.of(new InputFile(name, spool))), Progress.NONE);
            boolean allRefused = done.stream().allMatch(FileImport::isRefused);
            return Reply.json(allRefused ? 422 : 200, ImportDocument.toJson(done));
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be spooled", e);
        } finally {
            delete(spool);
        }
    }

    private void spool(Call call, Path spool) throws IOException {
        try (InputStream body = call.bodyStream();
                OutputStream out = Files.newOutputStream(spool)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read; (read = body.read(buffer)) >= 0; ) {
                total += read;
                if (total > mostBytes) {
                    throw new ProblemException(new Problem(
                            413, "BadRequest", "An upload must not be longer than " + mostBytes + " bytes"));
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static void delete(@Nullable Path spool) {
        if (spool == null) return;
        try {
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            throw new UncheckedIOException("the spooled upload could not be deleted", e);
        }
    }
}

package dev.lightmeter.server.imports;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes uploaded files: reports and feeds alike, one file as it is or several in a bundle. The body is spooled to disk first,
 * because recognition and reading each need a fresh look at it.
 */
public final class ImportResource {

    /** Writing what everybody sees takes a permission of its own. */
    public static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Import.All", "Lightmeter.Import"));

    private final Supplier<FileImports> imports;
    private final Path spoolFolder;
    private final long mostBytes;

    /**
     * @param imports asked before anything is read; throws while there is no fleet yet that could take a report in
     * @param mostBytes a longer body is refused
     */
    public ImportResource(Supplier<FileImports> imports, Path spoolFolder, long mostBytes) {
        this.imports = imports;
        this.spoolFolder = spoolFolder;
        this.mostBytes = mostBytes;
    }

    /**
     * {@code name} in the query is what messages call the file. With {@code bundle=true} the body is a zip that only
     * carries several files, whatever they are, and messages call each by its name in there.
     */
    public Reply upload(Call call) {
        FileImports ready = imports.get();
        try (Spool spool = new Spool(spoolFolder, mostBytes)) {
            InputStream body = call.bodyStream();
            List<InputFile> files = call.query()
                            .first("bundle")
                            .filter("true"::equalsIgnoreCase)
                            .isPresent()
                    ? spool.takeBundle(body)
                    : List.of(spool.take(
                            call.query()
                                    .first("name")
                                    .filter(given -> !given.isBlank())
                                    .orElse("upload"),
                            body));
            List<FileImport> done = ready.run(Intake.of(files), Progress.NONE);
            boolean allRefused = done.stream().allMatch(FileImport::isRefused);
            return Reply.json(allRefused ? 422 : 200, ImportDocument.toJson(done));
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be spooled", e);
        }
    }
}

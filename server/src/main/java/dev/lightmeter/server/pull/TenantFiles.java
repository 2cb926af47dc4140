package dev.lightmeter.server.pull;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.reading.JsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Everything that one pull fetches, as files of a folder; deleted when it is closed. */
final class TenantFiles implements AutoCloseable {

    private static final int MOST_FILES = 100_000;
    private static final String PREFIX = "page-";

    /** What a tenant without findings answers: without it, nothing would say that the old ones are gone. */
    private static final String NO_FINDINGS =
            "{\"@odata.context\":\"#Collection(microsoft.windowsDefenderATP.api.AssetVulnerability)\",\"value\":[]}";

    private final TenantApi api;
    private final Path folder;
    private final List<InputFile> files = new ArrayList<>();

    /** @param folder no other pull may use it */
    TenantFiles(TenantApi api, Path folder) throws IOException {
        this.api = api;
        this.folder = Files.createDirectories(folder);
        clear(); // a process that was killed leaves its pages behind
    }

    List<InputFile> files() {
        return List.copyOf(files);
    }

    /** Fetches a list page by page, to its end. */
    void pages(String what, String pathAndQuery) throws IOException {
        Set<URI> seen = new HashSet<>();
        for (URI next = api.address(pathAndQuery); next != null; ) {
            if (!seen.add(next)) throw new PullException("the pages of " + what + " lead back to one that was read");
            Path page = newFile();
            api.page(next, page);
            next = Answer.in(page, what).nextLink();
            files.add(new InputFile(what + ", page " + seen.size(), page));
        }
    }

    /**
     * Fetches the files of an export.
     *
     * @param findings true if they say all that a device has, so that there must be some
     */
    void export(String what, String path, boolean findings) throws IOException {
        Path list = newFile();
        api.page(api.address(path), list);
        Answer answer = Answer.in(list, what);
        Files.delete(list);
        List<URI> addresses = answer.exportFiles();
        if (addresses == null) throw new PullException("the answer about " + what + " names no export files");
        int number = 0;
        for (URI address : addresses) {
            Path file = newFile();
            api.file(address, file);
            if (isEmpty(file)) {
                if (!findings) continue;
                Files.writeString(file, NO_FINDINGS);
            }
            files.add(new InputFile(what + ", file " + ++number, file));
        }
        if (findings && number == 0) {
            throw new PullException("the tenant has no export of " + what + " at the moment; nothing was changed");
        }
    }

    @Override
    public void close() throws IOException {
        clear();
    }

    private Path newFile() throws IOException {
        if (files.size() == MOST_FILES)
            throw new PullException("the tenant answers with more than " + MOST_FILES + " files");
        return Files.createTempFile(folder, PREFIX, ".tmp");
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : left) Files.deleteIfExists(file);
        }
    }

    /** Devices without a row make an export file without a line. */
    private static boolean isEmpty(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return (packed ? new GZIPInputStream(in) : in).read() < 0;
        } catch (IOException e) {
            throw new PullException("a file of the tenant is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * What an answer tells beside its rows. It was read to its end, so it is whole.
     *
     * @param nextLink null at the last page
     * @param exportFiles null if it is no list of files
     */
    record Answer(@Nullable URI nextLink, @Nullable List<URI> exportFiles) {

        static Answer in(Path file, String what) {
            @Nullable URI[] next = new URI[1];
            List<List<URI>> exported = new ArrayList<>();
            boolean[] isAnswer = new boolean[1];
            try (JsonReader json = new JsonReader(Files.newInputStream(file))) {
                json.onlyRoot(() -> json.object(name -> {
                    switch (name) {
                        case "@odata.nextlink" -> next[0] = uri(json.text());
                        case "value" -> isAnswer[0] = json.isArray();
                        case "exportfiles" -> {
                            List<URI> addresses = new ArrayList<>();
                            json.array(() -> {
                                URI address = uri(json.text());
                                if (address != null) addresses.add(address);
                            });
                            exported.add(addresses);
                            isAnswer[0] = true;
                        }
                        default -> {}
                    }
                }));
            } catch (IOException | JacksonException | IllegalArgumentException e) {
                throw new PullException("the answer about " + what + " cannot be read: " + firstLine(e), e);
            }
            if (!isAnswer[0]) throw new PullException("the answer about " + what + " is no list");
            return new Answer(next[0], exported.isEmpty() ? null : exported.getFirst());
        }

        private static @Nullable URI uri(@Nullable String text) {
            return text == null ? null : URI.create(text.replace(" ", "%20"));
        }

        private static String firstLine(Exception e) {
            String message = String.valueOf(e.getMessage());
            return message.lines().findFirst().orElse(message);
        }
    }
}

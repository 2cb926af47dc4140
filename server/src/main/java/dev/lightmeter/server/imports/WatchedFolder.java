package dev.lightmeter.server.imports;

import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.imports.FileImport.Outcome;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.Journal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which scanners and scripts put files. A file that is the same at two looks, so that nobody writes to it any
 * more, is imported and moved to {@code done} or {@code failed}, there with a sentence beside it.
 *
 * <p>It is moved to {@code working} first, under the time of that moment: so no two looks take one file, and after a crash the
 * history of imports tells whether it was read to its end. Links are left alone, and so are folders.
 */
public final class WatchedFolder {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

    private static final String WORKING = "working";
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String REASON = ".reason.txt";
    /** Between the time at which a file was taken and its name. */
    private static final char AFTER_TIME = '~';

    /** What programs call a copy that is not complete. */
    private static final List<String> PARTIAL = List.of(".part", ".partial", ".filepart", ".tmp", ".crdownload");

    /** Uploads since the file was taken, among which its own is looked for after a crash. */
    private static final int RUNS_LOOKED_AT = 1_000;

    private final Path folder;
    private final Supplier<FileImports> into;
    private final ImportRuns runs;
    private final Journal journal;
    private final Clock clock;

    private Map<Path, Seen> before = Map.of();
    private final Set<String> complaints = new HashSet<>();

    /**
     * Watches a folder, which need not be there yet.
     *
     * @param into asked when there is something to read
     */
    public WatchedFolder(Path folder, Supplier<FileImports> into, ImportRuns runs, Journal journal, Clock clock) {
        this.folder = folder;
        this.into = into;
        this.runs = runs;
        this.journal = journal;
        this.clock = clock;
    }

    private record Seen(long size, FileTime modified) {}

    /** Looks once. What is wrong with the folder or a file is logged, once each, and tried again at the next look. */
    public synchronized void look() {
        if (!Files.isDirectory(folder)) {
            complain(folder + " is not there");
            before = Map.of();
            return;
        }
        try {
            Path working = folder.resolve(WORKING);
            if (Files.isDirectory(working, LinkOption.NOFOLLOW_LINKS)) {
                for (Path interrupted : files(working).keySet()) resume(interrupted);
            }
            for (Path settled : settled()) take(settled);
        } catch (IOException e) {
            complain(folder + " cannot be looked at: " + e);
        }
    }

    /** Those that have been the same since the last look. */
    private List<Path> settled() throws IOException {
        Map<Path, Seen> now = files(folder);
        List<Path> settled = now.entrySet().stream()
                .filter(each -> each.getValue().equals(before.get(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        before = now;
        return settled;
    }

    /** The files in a folder by name, without links, folders, hidden files and copies that say that they are partial. */
    private static Map<Path, Seen> files(Path in) throws IOException {
        Map<Path, Seen> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(in)) {
            for (Path file : all) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes == null || !attributes.isRegularFile() || isPartial(file)) continue;
                files.put(file, new Seen(attributes.size(), attributes.lastModifiedTime()));
            }
        }
        return files;
    }

    private void take(Path file) {
        try {
            Path taken = sub(WORKING).resolve(Long.toString(clock.millis()) + AFTER_TIME + file.getFileName());
            Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
            BasicFileAttributes attributes = attributes(taken);
            if (attributes != null && attributes.isRegularFile()) read(taken);
        } catch (IOException e) {
            complain(file + " cannot be moved, so it is not imported: " + e);
        }
    }

    private void read(Path taken) throws IOException {
        String name = nameOf(taken);
        ImportRuns.Ended ended =
                runs.run(into.get(), Actor.SCHEDULE, name, List.of(new InputFile(name, taken)), Progress.NONE);
        if (Thread.currentThread().isInterrupted()) return; // the server stops: what was read may have been cut off
        List<String> sentences = sentences(ended.imports());
        boolean failed = ended.imports().stream().anyMatch(FileImport::isRefused);
        put(taken, failed ? FAILED : DONE, sentences);
    }

    /** What lies in {@code working} at a look was taken by a process that ended: it is read unless it was. */
    private void resume(Path taken) throws IOException {
        Instant since = takenAt(taken);
        String name = nameOf(taken);
        List<ImportRun> finished = journal.importRuns(Long.MAX_VALUE, RUNS_LOOKED_AT).stream()
                .filter(run -> run.name().equals(name) && run.finishedAt() != null)
                .filter(run -> !run.startedAt().isBefore(since))
                .toList();
        if (finished.isEmpty()) {
            read(taken);
        } else if (finished.getFirst().outcome().refused() > 0) {
            put(
                    taken,
                    FAILED,
                    List.of("refused; see import " + finished.getFirst().number() + " in the history"));
        } else {
            put(taken, DONE, List.of());
        }
    }

    /** The sentence first, so that whoever waits for the file finds it. */
    private void put(Path taken, String where, List<String> sentences) throws IOException {
        Path to = sub(where);
        String plain = fileNameOf(taken);
        boolean free = !Files.exists(to.resolve(plain), LinkOption.NOFOLLOW_LINKS);
        String name = free ? plain : String.valueOf(taken.getFileName());
        if (!sentences.isEmpty()) Files.writeString(to.resolve(name + REASON), String.join("\n", sentences) + "\n");
        Files.move(taken, to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        LOG.info("event=watch outcome={} file=\"{}\"", where, nameOf(taken));
    }

    private static List<String> sentences(List<FileImport> imports) {
        List<String> sentences = new ArrayList<>();
        if (imports.isEmpty()) sentences.add("there is nothing in it");
        for (FileImport each : imports) {
            if (each.outcome() instanceof Outcome.Refused(var why)) sentences.add(why);
            Skipped skipped = each.rows().skipped();
            skipped.byReason()
                    .forEach((reason, count) ->
                            sentences.add("left out " + count + (count == 1 ? " row: " : " rows: ") + reason));
        }
        return sentences;
    }

    private void complain(String about) {
        if (complaints.size() < RUNS_LOOKED_AT && complaints.add(about)) LOG.warn("event=watch why=\"{}\"", about);
    }

    /** A folder of ours; if a link or a file has its name, nothing is moved. */
    private Path sub(String name) throws IOException {
        Path sub = folder.resolve(name);
        if (!Files.isDirectory(sub, LinkOption.NOFOLLOW_LINKS)) Files.createDirectory(sub);
        return sub;
    }

    /** Null if it is gone. */
    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            return null;
        }
    }

    private static boolean isPartial(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.startsWith(".") || PARTIAL.stream().anyMatch(name::endsWith);
    }

    private static String fileNameOf(Path taken) {
        String name = String.valueOf(taken.getFileName());
        return name.substring(name.indexOf(AFTER_TIME) + 1);
    }

    /** As the history of imports has it. */
    private static String nameOf(Path taken) {
        String name = fileNameOf(taken).replaceAll("\\p{Cntrl}", "\ufffd").strip();
        return name.isEmpty() ? "a file without a name" : name;
    }

    /** The beginning of time for what somebody else put there. */
    private static Instant takenAt(Path taken) {
        String name = String.valueOf(taken.getFileName());
        int end = name.indexOf(AFTER_TIME);
        return end > 0 && name.substring(0, end).matches("[0-9]{1,15}")
                ? Instant.ofEpochMilli(Long.parseLong(name.substring(0, end)))
                : Instant.EPOCH;
    }
}

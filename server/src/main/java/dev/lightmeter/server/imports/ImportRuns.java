package dev.lightmeter.server.imports;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.Journal;
import dev.lightmeter.storage.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs uploads and remembers each: who brought it, what became of it, how long it took. */
public final class ImportRuns {

    /** Of a longer answer the rows that were left out are not kept; of one that lists very many files only the counts are. */
    private static final int LONGEST_DOCUMENT = 1 << 20;

    private final Store store;
    private final Journal journal;
    private final AuditLog audit;
    private final Clock clock;
    private final Set<Long> going = ConcurrentHashMap.newKeySet();

    public ImportRuns(Store store, AuditLog audit, Clock clock) {
        this.store = store;
        this.journal = store.journal();
        this.audit = audit;
        this.clock = clock;
    }

    /** An upload that is over, with all that it brought. */
    public record Ended(ImportRun run, List<FileImport> imports) {}

    /** Reads files to their end and remembers it. */
    public Ended run(FileImports into, Actor actor, String name, List<InputFile> files, Progress progress) {
        return run(begin(actor, name, files), into, files, progress);
    }

    /** Remembers that an upload has come in; {@link #run(ImportRun, FileImports, List, Progress)} must follow. */
    ImportRun begin(Actor actor, String name, List<InputFile> files) {
        long bytes = files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
        ImportRun run = journal.begin(clock.instant(), actor, name, bytes);
        going.add(run.number());
        return run;
    }

    Ended run(ImportRun begun, FileImports into, List<InputFile> files, Progress progress) {
        try {
            Intake intake = Intake.of(files);
            String before = intake.feeds().isEmpty() ? "" : epssModel();
            List<FileImport> imports = into.run(intake, progress);
            ImportRun ended = begun.finished(clock.instant(), outcome(imports), document(imports));
            journal.finish(ended);
            audit.record(begun.actor(), "import", begun.name(), told(ended));
            if (!intake.feeds().isEmpty()) tellOfOtherModel(begun.actor(), before);
            return new Ended(ended, imports);
        } finally {
            going.remove(begun.number());
        }
    }

    /** Another model of EPSS moves scores without any change in the fleet, so people must be able to find it. */
    private void tellOfOtherModel(Actor actor, String before) {
        String now = epssModel();
        if (!before.isEmpty() && !now.equals(before)) {
            audit.record(actor, AuditLog.OTHER_MODEL, Feed.EPSS.wire(), before + " to " + now);
        }
    }

    private String epssModel() {
        return store.feeds().stream()
                .map(FeedState::edition)
                .filter(edition -> edition.feed() == Feed.EPSS && edition.model() != null)
                .map(FeedEdition::model)
                .findFirst()
                .orElse("");
    }

    /** Nobody will read this upload. */
    void giveUp(ImportRun run) {
        going.remove(run.number());
    }

    /** True while an upload is being read; one that has no end and is not going on was cut off with its process. */
    boolean isGoing(ImportRun run) {
        return going.contains(run.number());
    }

    private static ImportRun.Outcome outcome(List<FileImport> imports) {
        int reports = 0;
        int feeds = 0;
        int refused = 0;
        for (FileImport each : imports) {
            switch (each.outcome()) {
                case FileImport.Outcome.Report report -> reports++;
                case FileImport.Outcome.Feed feed -> feeds++;
                case FileImport.Outcome.Statements statements -> reports++; // what its author reports
                case FileImport.Outcome.Refused refusal -> refused++;
            }
        }
        return new ImportRun.Outcome(reports, feeds, refused);
    }

    private static String document(List<FileImport> imports) {
        byte[] json = ImportDocument.toJson(imports);
        if (json.length > LONGEST_DOCUMENT) json = ImportDocument.toJson(imports, 0);
        return json.length > LONGEST_DOCUMENT ? "" : new String(json, StandardCharsets.UTF_8);
    }

    private static String told(ImportRun ended) {
        ImportRun.Outcome outcome = ended.outcome();
        return "upload " + ended.number() + ": " + outcome.reports() + " reports, " + outcome.feeds() + " feeds, "
                + outcome.refused() + " refused";
    }
}

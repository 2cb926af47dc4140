package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.Journal;
import dev.lightmeter.storage.staging.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What happened, while the process lives. */
final class MemoryJournal implements Journal {

    private final List<AuditEntry> entries = new ArrayList<>();
    private final NavigableMap<Long, ImportRun> runs = new TreeMap<>();

    @Override
    public synchronized AuditEntry add(Instant at, Actor actor, String action, String object, String detail) {
        AuditEntry entry = new AuditEntry(entries.size() + 1L, micros(at), actor, action, object, detail);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized List<AuditEntry> entries(Instant since, long before, int most) {
        return entries.reversed().stream()
                .filter(entry -> entry.number() < before && !entry.at().isBefore(since))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized ImportRun begin(Instant at, Actor actor, String name, long bytes) {
        long number = runs.isEmpty() ? 1 : runs.lastKey() + 1;
        ImportRun run = new ImportRun(number, micros(at), null, actor, name, bytes, ImportRun.Outcome.NONE_YET, "");
        runs.put(number, run);
        return run;
    }

    @Override
    public synchronized void finish(ImportRun finished) {
        Instant at = finished.finishedAt() == null ? finished.startedAt() : finished.finishedAt();
        runs.put(finished.number(), finished.finished(micros(at), finished.outcome(), finished.document()));
    }

    @Override
    public synchronized Optional<ImportRun> importRun(long number) {
        return Optional.ofNullable(runs.get(number));
    }

    @Override
    public synchronized List<ImportRun> importRuns(long before, int most) {
        return runs.headMap(before, false).descendingMap().values().stream()
                .limit(most)
                .map(run -> new ImportRun(
                        run.number(),
                        run.startedAt(),
                        run.finishedAt(),
                        run.actor(),
                        run.name(),
                        run.bytes(),
                        run.outcome(),
                        ""))
                .toList();
    }

    private static Instant micros(Instant time) {
        return Micros.instant(Micros.of(time));
    }
}

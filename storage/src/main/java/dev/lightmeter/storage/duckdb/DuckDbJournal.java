package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.Journal;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Text;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/** What happened, in two tables that nothing else writes to; so a connection of its own is enough. */
final class DuckDbJournal implements Journal {

    private final Supplier<Sql> connections;
    /** The last numbers given out. Guarded by {@code this}, like every write. */
    private long lastEntry;

    private long lastRun;

    DuckDbJournal(Supplier<Sql> connections) {
        this.connections = connections;
        try (Sql sql = connections.get()) {
            lastEntry = sql.number("select coalesce(max(number), 0) from audit");
            lastRun = sql.number("select coalesce(max(number), 0) from import_run");
        }
    }

    @Override
    public synchronized AuditEntry add(Instant at, Actor actor, String action, String object, String detail) {
        AuditEntry entry = new AuditEntry(
                lastEntry + 1,
                micros(at),
                storable(actor),
                Text.storable(action),
                Text.storable(object),
                Text.storable(detail));
        writing(sql -> sql.execute(
                "insert into audit values (" + entry.number() + ", " + time(at) + ", ?, ?, ?, ?, ?, ?, ?)",
                entry.actor().kind().name(),
                entry.actor().appId(),
                entry.actor().objectId(),
                entry.actor().user(),
                entry.action(),
                entry.object(),
                entry.detail()));
        lastEntry = entry.number();
        return entry;
    }

    @Override
    public List<AuditEntry> entries(Instant since, long before, int most) {
        List<AuditEntry> entries = new ArrayList<>();
        try (Sql sql = connections.get()) {
            sql.read(
                    "select number, epoch_us(happened_at), actor, app_id, object_id, user_name, action, object, detail from audit"
                            + " where number < " + before + " and happened_at >= " + time(since)
                            + " order by number desc limit " + most,
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            entries.add(new AuditEntry(
                                    chunk.vector(0).getLong(row),
                                    Micros.instant(chunk.vector(1).getLong(row)),
                                    actor(chunk, 2, row),
                                    chunk.vector(6).getString(row),
                                    chunk.vector(7).getString(row),
                                    chunk.vector(8).getString(row)));
                        }
                    });
        }
        return entries;
    }

    @Override
    public synchronized ImportRun begin(Instant at, Actor actor, String name, long bytes) {
        ImportRun run = new ImportRun(
                lastRun + 1,
                micros(at),
                null,
                storable(actor),
                Text.storable(name),
                bytes,
                ImportRun.Outcome.NONE_YET,
                "");
        writing(sql -> sql.execute(
                "insert into import_run values (" + run.number() + ", " + time(at) + ", null, ?, ?, ?, ?, ?, " + bytes
                        + ", 0, 0, 0, '')",
                run.actor().kind().name(),
                run.actor().appId(),
                run.actor().objectId(),
                run.actor().user(),
                run.name()));
        lastRun = run.number();
        return run;
    }

    @Override
    public synchronized void finish(ImportRun finished) {
        Instant at = finished.finishedAt() == null ? finished.startedAt() : finished.finishedAt();
        ImportRun.Outcome outcome = finished.outcome();
        writing(sql -> sql.execute(
                "update import_run set finished_at = " + time(at) + ", reports = " + outcome.reports() + ", feeds = "
                        + outcome.feeds() + ", refused = " + outcome.refused() + ", document = ? where number = "
                        + finished.number(),
                Text.storable(finished.document())));
    }

    @Override
    public Optional<ImportRun> importRun(long number) {
        return runs("document", "number = " + number, 1).stream().findFirst();
    }

    @Override
    public List<ImportRun> importRuns(long before, int most) {
        return runs("''", "number < " + before, most);
    }

    private List<ImportRun> runs(String document, String where, int most) {
        List<ImportRun> runs = new ArrayList<>();
        try (Sql sql = connections.get()) {
            sql.read(
                    "select number, epoch_us(started_at), epoch_us(finished_at), actor, app_id, object_id, user_name,"
                            + " name, bytes, reports, feeds, refused, " + document + " from import_run where " + where
                            + " order by number desc limit " + most,
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) runs.add(run(chunk, row));
                    });
        }
        return runs;
    }

    private static ImportRun run(DuckDBDataChunkReader chunk, int row) throws SQLException {
        @Nullable
        Instant finished = chunk.vector(2).isNull(row)
                ? null
                : Micros.instant(chunk.vector(2).getLong(row));
        return new ImportRun(
                chunk.vector(0).getLong(row),
                Micros.instant(chunk.vector(1).getLong(row)),
                finished,
                actor(chunk, 3, row),
                chunk.vector(7).getString(row),
                chunk.vector(8).getLong(row),
                new ImportRun.Outcome(
                        chunk.vector(9).getInt(row),
                        chunk.vector(10).getInt(row),
                        chunk.vector(11).getInt(row)),
                chunk.vector(12).getString(row));
    }

    /** The actor that stands in four columns from this one on. */
    private static Actor actor(DuckDBDataChunkReader chunk, int column, int row) throws SQLException {
        return new Actor(
                Stored.word(Actor.Kind.class, chunk.vector(column).getString(row)),
                chunk.vector(column + 1).getString(row),
                chunk.vector(column + 2).getString(row),
                chunk.vector(column + 3).getString(row));
    }

    private void writing(Consumer<Sql> change) {
        try (Sql sql = connections.get()) {
            change.accept(sql);
            sql.commit();
        }
    }

    private static Actor storable(Actor actor) {
        return new Actor(
                actor.kind(),
                Text.storable(actor.appId()),
                Text.storable(actor.objectId()),
                Text.storable(actor.user()));
    }

    private static Instant micros(Instant time) {
        return Micros.instant(Micros.of(time));
    }

    private static String time(Instant time) {
        return Stored.time(Micros.of(time));
    }
}

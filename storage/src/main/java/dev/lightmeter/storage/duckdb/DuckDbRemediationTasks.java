package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Closing;
import dev.lightmeter.core.RemediationTask.Priority;
import dev.lightmeter.core.RemediationTask.Requester;
import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.core.RemediationType;
import dev.lightmeter.storage.RemediationTasks;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/** Remediation tasks, in two tables that nothing else writes to; so a connection of its own is enough. */
final class DuckDbRemediationTasks implements RemediationTasks {

    private final Supplier<Sql> connections;

    DuckDbRemediationTasks(Supplier<Sql> connections) {
        this.connections = connections;
    }

    @Override
    public List<RemediationTask> all() {
        try (Sql sql = connections.get()) {
            return load(sql);
        }
    }

    @Override
    public void keep(RemediationTask task) {
        writing(sql -> replace(sql, task));
    }

    @Override
    public void keepTargets(UUID task, List<Target> changed) {
        if (!changed.isEmpty()) writing(sql -> replaceTargets(sql, task, changed));
    }

    /** Changes all of it or nothing, one after the other. */
    private synchronized void writing(Consumer<Sql> change) {
        try (Sql sql = connections.get()) {
            change.accept(sql);
            sql.commit();
        }
    }

    private static List<RemediationTask> load(Sql sql) {
        Map<String, List<Target>> targets = targets(sql);
        List<RemediationTask> tasks = new ArrayList<>();
        sql.read("""
                select id, recommendation, title, description, type, priority, epoch_us(created_on),
                    cast(due_on as varchar), requester, requester_email, requester_notes, epoch_us(closed_at), closed_by,
                    closed_by_email
                from remediation_task
                order by created_on, id""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                String id = chunk.vector(0).getString(row);
                tasks.add(task(chunk, row, targets.getOrDefault(id, List.of())));
            }
        });
        return tasks;
    }

    private static void replace(Sql sql, RemediationTask task) {
        String id = task.id().toString();
        sql.execute("delete from remediation_task where id = ?", id);
        sql.execute("delete from remediation_target where task = ?", id);
        Requester requester = task.requester();
        Closing closing = task.closing();
        @Nullable
        Object[] values = {
            id,
            task.recommendation(),
            task.title(),
            task.description(),
            task.type().name(),
            task.priority().name(),
            LocalDateTime.ofInstant(task.createdOn(), ZoneOffset.UTC),
            task.dueOn(),
            requester.id(),
            requester.email(),
            requester.notes(),
            closing == null ? null : LocalDateTime.ofInstant(closing.at(), ZoneOffset.UTC),
            closing == null ? null : closing.by(),
            closing == null ? null : closing.email()
        };
        sql.execute("insert into remediation_task values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values);
        append(sql, id, task.targets());
    }

    private static void replaceTargets(Sql sql, UUID task, List<Target> changed) {
        try (Numbers slots = new Numbers(sql, "retargeted", "device")) {
            changed.forEach(target -> slots.add(target.slot()));
            sql.execute(
                    "delete from remediation_target where task = ? and device in (select device from "
                            + slots.relation() + ")",
                    task.toString());
        }
        append(sql, task.toString(), changed);
    }

    private static void append(Sql sql, String task, List<Target> targets) {
        try (DuckDBAppender rows = sql.appender("remediation_target")) {
            for (Target target : targets) {
                rows.beginRow()
                        .append(task)
                        .append(target.slot())
                        .append(target.fixed())
                        .appendEpochMicros(Micros.of(target.since()))
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static Map<String, List<Target>> targets(Sql sql) {
        Map<String, List<Target>> targets = new HashMap<>();
        sql.read(
                "select task, device, fixed, epoch_us(since) from remediation_target order by task, device",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        targets.computeIfAbsent(chunk.vector(0).getString(row), task -> new ArrayList<>())
                                .add(new Target(
                                        chunk.vector(1).getInt(row),
                                        chunk.vector(2).getBoolean(row),
                                        Micros.instant(chunk.vector(3).getLong(row))));
                    }
                });
        return targets;
    }

    private static RemediationTask task(DuckDBDataChunkReader chunk, int row, List<Target> targets)
            throws SQLException {
        String dueOn = Stored.text(chunk.vector(7), row);
        return new RemediationTask(
                UUID.fromString(chunk.vector(0).getString(row)),
                chunk.vector(1).getString(row),
                chunk.vector(2).getString(row),
                chunk.vector(3).getString(row),
                Stored.word(RemediationType.class, chunk.vector(4).getString(row)),
                Stored.word(Priority.class, chunk.vector(5).getString(row)),
                Micros.instant(chunk.vector(6).getLong(row)),
                dueOn == null ? null : LocalDate.parse(dueOn),
                new Requester(
                        chunk.vector(8).getString(row),
                        Stored.text(chunk.vector(9), row),
                        Stored.text(chunk.vector(10), row)),
                closing(chunk, row),
                targets);
    }

    private static @Nullable Closing closing(DuckDBDataChunkReader chunk, int row) throws SQLException {
        if (chunk.vector(11).isNull(row)) return null;
        return new Closing(
                Micros.instant(chunk.vector(11).getLong(row)),
                Stored.textOrEmpty(chunk.vector(12), row),
                Stored.text(chunk.vector(13), row));
    }
}

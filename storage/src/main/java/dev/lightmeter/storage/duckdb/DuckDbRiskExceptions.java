package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.storage.RiskExceptions;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/** Exceptions, in two tables that nothing else writes to; so a connection of its own is enough. */
final class DuckDbRiskExceptions implements RiskExceptions {

    private enum Kind {
        WEAKNESS,
        RECOMMENDATION
    }

    private final Supplier<Sql> connections;

    DuckDbRiskExceptions(Supplier<Sql> connections) {
        this.connections = connections;
    }

    @Override
    public List<RiskException> all() {
        try (Sql sql = connections.get()) {
            Map<String, Set<Integer>> groups = groups(sql);
            List<RiskException> exceptions = new ArrayList<>();
            sql.read("""
                    select id, subject_kind, subject, justification, note, cast(first_day as varchar),
                        cast(last_day as varchar), epoch_us(created_at), created_by, created_by_name,
                        epoch_us(cancelled_at), cancelled_by, cancelled_by_name
                    from risk_exception
                    order by created_at, id""", (chunk, rows) -> {
                for (int row = 0; row < rows; row++) {
                    String id = chunk.vector(0).getString(row);
                    exceptions.add(exception(chunk, row, groups.getOrDefault(id, Set.of())));
                }
            });
            return exceptions;
        }
    }

    /** All of it or nothing, one after the other. */
    @Override
    public synchronized void keep(RiskException exception) {
        String id = exception.id().toString();
        Act cancelled = exception.cancelled();
        @Nullable
        Object[] values = {
            id,
            (exception.subject() instanceof DecisionSubject.Weakness ? Kind.WEAKNESS : Kind.RECOMMENDATION).name(),
            exception.subject().id(),
            exception.justification().name(),
            exception.note(),
            exception.firstDay(),
            exception.lastDay(),
            LocalDateTime.ofInstant(exception.created().at(), ZoneOffset.UTC),
            exception.created().id(),
            exception.created().name(),
            cancelled == null ? null : LocalDateTime.ofInstant(cancelled.at(), ZoneOffset.UTC),
            cancelled == null ? null : cancelled.id(),
            cancelled == null ? null : cancelled.name()
        };
        try (Sql sql = connections.get()) {
            sql.execute("delete from risk_exception where id = ?", id);
            sql.execute("delete from risk_exception_group where exception = ?", id);
            sql.execute("insert into risk_exception values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values);
            if (exception.scope() instanceof DecisionScope.Groups(var numbers)) {
                for (int number : numbers) sql.execute("insert into risk_exception_group values (?, ?)", id, number);
            }
            sql.commit();
        }
    }

    private static Map<String, Set<Integer>> groups(Sql sql) {
        Map<String, Set<Integer>> groups = new HashMap<>();
        sql.read("select exception, device_group from risk_exception_group", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                groups.computeIfAbsent(chunk.vector(0).getString(row), added -> new TreeSet<>())
                        .add(chunk.vector(1).getInt(row));
            }
        });
        return groups;
    }

    private static RiskException exception(DuckDBDataChunkReader chunk, int row, Set<Integer> groups)
            throws SQLException {
        String subject = chunk.vector(2).getString(row);
        String lastDay = Stored.text(chunk.vector(6), row);
        return new RiskException(
                UUID.fromString(chunk.vector(0).getString(row)),
                switch (Stored.word(Kind.class, chunk.vector(1).getString(row))) {
                    case WEAKNESS -> new DecisionSubject.Weakness(subject);
                    case RECOMMENDATION -> new DecisionSubject.Recommendation(subject);
                },
                Stored.word(Justification.class, chunk.vector(3).getString(row)),
                groups.isEmpty() ? DecisionScope.GLOBAL : DecisionScope.Groups.of(groups),
                chunk.vector(4).getString(row),
                LocalDate.parse(chunk.vector(5).getString(row)),
                lastDay == null ? null : LocalDate.parse(lastDay),
                new Act(
                        Micros.instant(chunk.vector(7).getLong(row)),
                        chunk.vector(8).getString(row),
                        chunk.vector(9).getString(row)),
                cancelled(chunk, row));
    }

    private static @Nullable Act cancelled(DuckDBDataChunkReader chunk, int row) throws SQLException {
        if (chunk.vector(10).isNull(row)) return null;
        return new Act(
                Micros.instant(chunk.vector(10).getLong(row)),
                Stored.textOrEmpty(chunk.vector(11), row),
                Stored.textOrEmpty(chunk.vector(12), row));
    }
}

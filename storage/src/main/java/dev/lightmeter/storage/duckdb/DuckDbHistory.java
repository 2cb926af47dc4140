package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryEvent;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ScoreBasis;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Text;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/**
 * History in three tables that nothing else writes to. The first event of a UTC day has a row for every device group, so
 * that what a group was at some time is never further away than a day of rows.
 */
final class DuckDbHistory implements History {

    private static final long DAY_MICROS = 86_400_000_000L;

    private static final String STEP =
            "select event, cause, device_group, weighted, weight, unknown_weight, devices, high from history_step";

    private final Supplier<Sql> connections;
    /** What stands in the tables about now; guarded by {@code this}, and null until somebody writes. */
    private @Nullable Newest newest;

    DuckDbHistory(Supplier<Sql> connections) {
        this.connections = connections;
    }

    /** The last event, and the sums after it. */
    private record Newest(long number, long at, SortedMap<Integer, Sums> sums) {}

    @Override
    public synchronized HistoryEvent add(Instant at, List<HistoryMark> marks, List<Step> steps) {
        try (Sql sql = connections.get()) {
            Newest before = newest == null ? readNewest(sql) : newest;
            long number = before.number() + 1;
            long micros = Math.max(Micros.of(at), before.at());
            boolean whole = number == 1 || Math.floorDiv(micros, DAY_MICROS) > Math.floorDiv(before.at(), DAY_MICROS);
            List<Step> rows = new ArrayList<>();
            if (whole) before.sums().forEach((group, sums) -> rows.add(new Step(group, Cause.STANDING, sums)));
            rows.addAll(steps);
            List<HistoryMark> storable = marks.stream()
                    .map(mark ->
                            new HistoryMark(mark.kind(), Text.storable(mark.subject()), mark.group(), mark.devices()))
                    .toList();
            write(sql, number, micros, whole, storable, rows);
            sql.commit();
            SortedMap<Integer, Sums> sums = new TreeMap<>(before.sums());
            steps.forEach(step -> sums.put(step.group(), step.after()));
            newest = new Newest(number, micros, sums);
            return new HistoryEvent(number, Micros.instant(micros), storable);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static void write(
            Sql sql, long number, long micros, boolean whole, List<HistoryMark> marks, List<Step> steps)
            throws SQLException {
        try (DuckDBAppender rows = sql.appender("history_event")) {
            rows.beginRow()
                    .append((int) number)
                    .appendEpochMicros(micros)
                    .append(whole)
                    .endRow();
        }
        try (DuckDBAppender rows = sql.appender("history_step")) {
            for (Step step : steps) {
                Sums sums = step.after();
                rows.beginRow()
                        .append((int) number)
                        .append((short) step.cause().code())
                        .append(step.group())
                        .append(sums.weighted())
                        .append(sums.weight())
                        .append(sums.unknownWeight())
                        .append(sums.devices())
                        .append(sums.high())
                        .endRow();
            }
        }
        if (marks.isEmpty()) return;
        try (DuckDBAppender rows = sql.appender("history_mark")) {
            for (HistoryMark mark : marks) {
                rows.beginRow()
                        .append((int) number)
                        .append(mark.kind().name())
                        .append(mark.subject())
                        .append(mark.group())
                        .append(mark.devices())
                        .endRow();
            }
        }
    }

    private static Newest readNewest(Sql sql) {
        long number = sql.number("select coalesce(max(number), 0)::bigint from history_event");
        long at = sql.number("select coalesce(epoch_us(max(happened_at)), 0)::bigint from history_event");
        return new Newest(number, at, sumsAfter(sql, number));
    }

    @Override
    public Optional<HistoryEvent> lastAt(Instant time) {
        try (Sql sql = connections.get()) {
            long number = sql.number("select coalesce(max(number), 0)::bigint from history_event where happened_at <= "
                    + Stored.time(Micros.of(time)));
            return events(sql, "number = " + number, "number").stream().findFirst();
        }
    }

    @Override
    public SortedMap<Integer, Sums> sumsAfter(long event) {
        try (Sql sql = connections.get()) {
            return sumsAfter(sql, event);
        }
    }

    private static SortedMap<Integer, Sums> sumsAfter(Sql sql, long event) {
        long whole = sql.number(
                "select coalesce(max(number), 0)::bigint from history_event where whole and number <= " + event);
        SortedMap<Integer, Sums> sums = new TreeMap<>();
        sql.read(
                "select device_group, arg_max(weighted, place), arg_max(weight, place), arg_max(unknown_weight, place),"
                        + " arg_max(devices, place), arg_max(high, place)"
                        + " from (select *, event::bigint * 256 + cause as place from history_step where event between "
                        + whole + " and " + event + ") group by device_group",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        sums.put(chunk.vector(0).getInt(row), sums(chunk, 1, row));
                });
        return sums;
    }

    @Override
    public void forEachStep(long after, long until, Set<Integer> groups, StepVisitor visitor) {
        if (groups.isEmpty()) return;
        try (Sql sql = connections.get()) {
            sql.read(
                    STEP + " where event > " + after + " and event <= " + until + " and device_group in "
                            + listed(groups)
                            + " order by event, cause, device_group",
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            Cause cause = Cause.ofCode(chunk.vector(1).getShort(row));
                            Step step = new Step(chunk.vector(2).getInt(row), cause, sums(chunk, 3, row));
                            visitor.take(chunk.vector(0).getInt(row), step);
                        }
                    });
        }
    }

    private static String listed(Set<Integer> groups) {
        return groups.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public List<HistoryEvent> lastOfEach(Instant from, Instant to, int spans, Set<Integer> groups) {
        if (groups.isEmpty()) return List.of();
        long start = Micros.of(from);
        long length = Math.max(1, (Micros.of(to) - start) / spans);
        List<HistoryEvent> last = new ArrayList<>();
        try (Sql sql = connections.get()) {
            sql.read(
                    "select max(number), epoch_us(max(happened_at)) from history_event where happened_at > "
                            + Stored.time(start)
                            + " and happened_at <= " + Stored.time(Micros.of(to))
                            + " and number in (select event from history_step where device_group in " + listed(groups)
                            + " and cause <> " + Cause.STANDING.code() + ")"
                            + " group by (epoch_us(happened_at) - " + start
                            + " - 1) // " + length + " order by 1",
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            Instant at = Micros.instant(chunk.vector(1).getLong(row));
                            last.add(new HistoryEvent(chunk.vector(0).getInt(row), at, List.of()));
                        }
                    });
        }
        return last;
    }

    @Override
    public List<HistoryEvent> marked(Instant from, Instant to, long before, int most) {
        try (Sql sql = connections.get()) {
            return events(
                    sql,
                    "number < " + before + " and happened_at between " + Stored.time(Micros.of(from)) + " and "
                            + Stored.time(Micros.of(to)) + " and number in (select event from history_mark)",
                    "number desc limit " + most);
        }
    }

    @Override
    public Optional<ScoreBasis> basis() {
        try (Sql sql = connections.get()) {
            return BasisTables.load(sql);
        }
    }

    @Override
    public synchronized void keepBasis(ScoreBasis basis) {
        try (Sql sql = connections.get()) {
            BasisTables.save(sql, basis);
            sql.commit();
        }
    }

    @Override
    public List<HistoryEvent> events(Set<Long> numbers) {
        if (numbers.isEmpty()) return List.of();
        String wanted = new TreeSet<>(numbers)
                .stream().map(String::valueOf).collect(Collectors.joining(", ", "number in (", ")"));
        try (Sql sql = connections.get()) {
            return events(sql, wanted, "number");
        }
    }

    private static List<HistoryEvent> events(Sql sql, String where, String order) {
        List<HistoryEvent> bare = new ArrayList<>();
        sql.read(
                "select number, epoch_us(happened_at) from history_event where " + where + " order by " + order,
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        Instant at = Micros.instant(chunk.vector(1).getLong(row));
                        bare.add(new HistoryEvent(chunk.vector(0).getInt(row), at, List.of()));
                    }
                });
        if (bare.isEmpty()) return bare;
        Map<Long, List<HistoryMark>> marks = marks(sql, bare);
        return bare.stream()
                .map(event ->
                        new HistoryEvent(event.number(), event.at(), marks.getOrDefault(event.number(), List.of())))
                .toList();
    }

    private static Map<Long, List<HistoryMark>> marks(Sql sql, List<HistoryEvent> events) {
        Map<Long, List<HistoryMark>> marks = new HashMap<>();
        String wanted = events.stream()
                .map(event -> String.valueOf(event.number()))
                .collect(Collectors.joining(", ", "(", ")"));
        sql.read(
                "select event, kind, subject, device_group, devices from history_mark where event in " + wanted
                        + " order by event, rowid",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        HistoryMark mark = new HistoryMark(
                                Stored.word(
                                        HistoryMark.Kind.class, chunk.vector(1).getString(row)),
                                chunk.vector(2).getString(row),
                                chunk.vector(3).getInt(row),
                                chunk.vector(4).getInt(row));
                        marks.computeIfAbsent((long) chunk.vector(0).getInt(row), first -> new ArrayList<>())
                                .add(mark);
                    }
                });
        return marks;
    }

    private static Sums sums(DuckDBDataChunkReader chunk, int column, int row) throws SQLException {
        return new Sums(
                chunk.vector(column).getLong(row),
                chunk.vector(column + 1).getLong(row),
                chunk.vector(column + 2).getLong(row),
                chunk.vector(column + 3).getInt(row),
                chunk.vector(column + 4).getInt(row));
    }
}

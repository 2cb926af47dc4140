package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.storage.RemediationQuestion;
import dev.lightmeter.storage.RemediationTime;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;

/** Computes in the database for how long findings were open. What is asked goes into temporary tables first. */
final class RemediationReader {

    /** Periods of one weakness on one device that overlap are one finding, which ends with the last of them. */
    private static final String FINDINGS = """
            with gone as (
                select distinct a.told, f.weakness from finding f join asked_device a on a.device = f.device
                where f.fixed_at >= %1$s),
            period as (
                select a.told, a.device_group, f.weakness, f.first_seen,
                    coalesce(f.fixed_at, timestamp 'infinity') as ends_at
                from finding f join asked_device a on a.device = f.device
                where f.path in (select id from path where status in (%2$s))
                    and (a.told, f.weakness) in (select (told, weakness) from gone)),
            begun as (
                select *, first_seen >= max(ends_at) over (partition by told, weakness order by first_seen, ends_at
                    rows between unbounded preceding and 1 preceding) as anew
                from period),
            numbered as (
                select *, sum(case when anew then 1 else 0 end) over (partition by told, weakness
                    order by first_seen, ends_at rows unbounded preceding) as number
                from begun),
            ended as (
                select weakness, any_value(device_group) as device_group,
                    epoch_us(max(ends_at)) - epoch_us(min(first_seen)) as took
                from numbered group by told, weakness, number
                having max(ends_at) < timestamp 'infinity' and max(ends_at) >= %1$s)
            """;

    private static final String TIMES = """
            select case when grouping(device_group) = 1 then %3$d else device_group end,
                case when grouping(severity) = 1 then null else severity end,
                count(*)::integer, quantile_disc(took, 0.5)::bigint, quantile_disc(took, 0.9)::bigint
            from (select e.device_group, coalesce(w.severity, '%4$s') as severity, e.took
                from ended e left join asked_weakness w on w.weakness = e.weakness)
            group by grouping sets ((device_group, severity), (device_group), (severity), ())
            having count(*) > 0""";

    private final Sql sql;
    private final RemediationQuestion question;

    RemediationReader(Sql sql, RemediationQuestion question) {
        this.sql = sql;
        this.question = question;
    }

    List<RemediationTime> read() {
        try {
            writeDevices();
            writeWeaknesses();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        List<RemediationTime> times = new ArrayList<>();
        String exposed = Arrays.stream(FindingStatus.values())
                .filter(FindingStatus::isExposed)
                .map(status -> "'" + status.name() + "'")
                .collect(Collectors.joining(", "));
        String since = Stored.time(Micros.of(question.since()));
        sql.read(
                (FINDINGS + TIMES).formatted(since, exposed, RemediationTime.ALL, Severity.UNKNOWN.name()),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) times.add(time(chunk, row));
                });
        times.sort(RemediationTime.ORDER);
        return times;
    }

    private static RemediationTime time(DuckDBDataChunkReader chunk, int row) throws SQLException {
        String severity = Stored.text(chunk.vector(1), row);
        return new RemediationTime(
                chunk.vector(0).getInt(row),
                severity == null ? null : Stored.word(Severity.class, severity),
                chunk.vector(2).getInt(row),
                Duration.of(chunk.vector(3).getLong(row), ChronoUnit.MICROS),
                Duration.of(chunk.vector(4).getLong(row), ChronoUnit.MICROS));
    }

    private void writeDevices() throws SQLException {
        sql.execute("create temp table asked_device (device integer, told integer, device_group integer)");
        try (DuckDBAppender rows = sql.temporaryAppender("asked_device")) {
            for (int slot = 0; slot < question.slots(); slot++) {
                int group = question.group(slot);
                if (group == RemediationQuestion.NOT_ASKED) continue;
                rows.beginRow()
                        .append(slot)
                        .append(question.device(slot))
                        .append(group)
                        .endRow();
            }
        }
    }

    private void writeWeaknesses() throws SQLException {
        sql.execute("create temp table asked_weakness (weakness integer, severity varchar)");
        try (DuckDBAppender rows = sql.temporaryAppender("asked_weakness")) {
            for (int weakness = 0; weakness < question.weaknesses(); weakness++) {
                rows.beginRow()
                        .append(weakness)
                        .append(question.severity(weakness).name())
                        .endRow();
            }
        }
    }
}

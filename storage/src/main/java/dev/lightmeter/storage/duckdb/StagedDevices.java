package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.storage.staging.DnsName;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedDevice;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Writes the devices of a report into the temporary table {@code staged_device}. */
final class StagedDevices {

    private StagedDevices() {}

    static void write(Sql sql, List<StagedDevice> devices, long time, GroupNumbers groups) {
        sql.execute("""
                create temp table staged_device (
                    number integer, ordinal integer, source_device varchar, stated boolean, assessed boolean,
                    seen_at timestamp, has_controls boolean, name varchar, dns_name varchar, tags varchar,
                    os_platform varchar, domain varchar, value varchar, internet_facing boolean, excluded boolean,
                    device_group integer)""");
        try (DuckDBAppender rows = sql.temporaryAppender("staged_device")) {
            for (int ordinal = 0; ordinal < devices.size(); ordinal++) {
                StagedDevice device = devices.get(ordinal);
                ReportedDevice statement = device.statement();
                rows.beginRow().append(device.number()).append(ordinal).append(device.id());
                if (statement == null) {
                    rows.append(false).append(true).appendEpochMicros(time).append(false);
                    for (int attribute = 0; attribute < 9; attribute++) rows.appendNull();
                } else {
                    long seenAt = statement.seenAt() == null ? time : Micros.of(statement.seenAt());
                    rows.append(true).append(statement.assessed()).appendEpochMicros(seenAt);
                    rows.append(statement.controls() != null);
                    writeAttributes(rows, statement, groups);
                }
                rows.endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static void writeAttributes(DuckDBAppender rows, ReportedDevice said, GroupNumbers groups)
            throws SQLException {
        String name = said.name();
        text(rows, name);
        text(rows, name == null ? null : DnsName.of(name).orElse(""));
        text(rows, said.tags() == null ? null : String.join("\n", said.tags()));
        text(rows, said.osPlatform());
        text(rows, said.domain());
        text(rows, said.value() == null ? null : said.value().name());
        truth(rows, said.internetFacing());
        truth(rows, said.excluded());
        if (said.group() == null) {
            rows.appendNull();
        } else {
            rows.append(groups.numberOf(said.group()));
        }
    }

    private static void text(DuckDBAppender rows, @Nullable String text) throws SQLException {
        if (text == null) {
            rows.appendNull();
        } else {
            rows.append(text);
        }
    }

    private static void truth(DuckDBAppender rows, @Nullable Boolean truth) throws SQLException {
        if (truth == null) {
            rows.appendNull();
        } else {
            rows.append(truth.booleanValue());
        }
    }
}

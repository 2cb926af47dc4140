package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.staging.Attributes;
import dev.lightmeter.storage.staging.DnsName;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code device}: what reports say of a device, merged. */
final class DeviceRow {

    private static final List<String> CHANGING = List.of(
            "name",
            "dns_name",
            "tags",
            "os_platform",
            "domain",
            "value",
            "internet_facing",
            "excluded",
            "device_group");

    private static final DeviceDetail[] DETAILS = DeviceDetail.values();

    /** The columns of the details, separated by commas. */
    static final String DETAIL_COLUMNS =
            Arrays.stream(DETAILS).map(DeviceDetail::column).collect(Collectors.joining(", "));

    /** All columns, separated by commas. */
    static final String COLUMNS = "slot, id, " + String.join(", ", CHANGING) + ", " + DETAIL_COLUMNS;

    /** Sets all columns that may change to those of the relation {@code c}. */
    static final String ASSIGNMENTS = Arrays.stream((String.join(", ", CHANGING) + ", " + DETAIL_COLUMNS).split(", "))
            .map(column -> column + " = c." + column)
            .collect(Collectors.joining(", "));

    private static final int FIRST_DETAIL = 2 + CHANGING.size();

    private DeviceRow() {}

    static void append(DuckDBAppender rows, int slot, String id, Attributes attributes) throws SQLException {
        String name = attributes.name();
        List<String> tags = attributes.tags();
        DeviceValue value = attributes.value();
        rows.beginRow().append(slot).append(id);
        text(rows, name);
        text(rows, name == null ? null : DnsName.of(name).orElse(""));
        text(rows, tags == null ? null : String.join("\n", tags));
        text(rows, attributes.osPlatform());
        text(rows, attributes.domain());
        text(rows, value == null ? null : value.name());
        rows.append(attributes.internetFacing()).append(attributes.excluded()).append(attributes.group());
        for (DeviceDetail detail : DETAILS) {
            text(rows, attributes.details().known().get(detail));
        }
        rows.endRow();
    }

    /** Reads a row of {@link #COLUMNS}. */
    static Attributes attributes(DuckDBDataChunkReader chunk, int row) {
        String tags = Stored.text(chunk.vector(4), row);
        String value = Stored.text(chunk.vector(7), row);
        return new Attributes(
                Stored.text(chunk.vector(2), row),
                tags == null ? null : Stored.lines(tags),
                Stored.text(chunk.vector(5), row),
                Stored.text(chunk.vector(6), row),
                value == null ? null : Stored.word(DeviceValue.class, value),
                truth(chunk.vector(8), row),
                truth(chunk.vector(9), row),
                chunk.vector(10).isNull(row)
                        ? null
                        : Integer.valueOf(chunk.vector(10).getInt(row)),
                details(chunk, row, FIRST_DETAIL));
    }

    /** Reads the details from the column on at which {@link #DETAIL_COLUMNS} start. */
    static DeviceDetails details(DuckDBDataChunkReader chunk, int row, int firstColumn) {
        Map<DeviceDetail, String> known = new EnumMap<>(DeviceDetail.class);
        for (int i = 0; i < DETAILS.length; i++) {
            String told = Stored.text(chunk.vector(firstColumn + i), row);
            if (told != null) known.put(DETAILS[i], told);
        }
        return new DeviceDetails(known);
    }

    private static @Nullable Boolean truth(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? null : Boolean.valueOf(column.getBoolean(row));
    }

    private static void text(DuckDBAppender rows, @Nullable String text) throws SQLException {
        rows.append(text);
    }
}

package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.group.DeviceGroup;
import java.util.ArrayList;
import java.util.List;

/** Device groups by number. {@link DeviceGroup#UNASSIGNED} has no row. */
final class GroupTable {

    private GroupTable() {}

    static List<DeviceGroup> load(Sql sql) {
        List<DeviceGroup> groups = new ArrayList<>();
        groups.add(DeviceGroup.UNASSIGNED);
        sql.read("select id, name from device_group order by id", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                groups.add(new DeviceGroup(
                        chunk.vector(0).getInt(row), chunk.vector(1).getString(row)));
            }
        });
        return List.copyOf(groups);
    }

    static void add(Sql sql, List<DeviceGroup> groups) {
        for (DeviceGroup group : groups) {
            sql.execute("insert into device_group values (" + group.id() + ", ?)", group.name());
        }
    }
}

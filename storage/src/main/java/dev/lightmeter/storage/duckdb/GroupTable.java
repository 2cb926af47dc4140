package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.storage.staging.GroupNumbers;
import java.util.ArrayList;
import java.util.Collection;
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

    /** All groups, with those of these names added if there are none. */
    static GroupNumbers ensure(Sql sql, Collection<String> names) {
        GroupNumbers numbers = new GroupNumbers(load(sql));
        names.forEach(numbers::add);
        add(sql, numbers.added());
        return numbers;
    }

    static void rename(Sql sql, DeviceGroup renamed) {
        sql.execute("update device_group set name = ? where id = " + renamed.id(), renamed.name());
    }
}

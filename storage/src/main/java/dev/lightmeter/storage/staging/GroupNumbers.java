package dev.lightmeter.storage.staging;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ReportedDevice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which number a device group has. Starts from the groups of a store; a store makes the new ones durable. */
public final class GroupNumbers {

    private final Map<String, Integer> ids = new HashMap<>();
    private final TreeMap<Integer, String> names = new TreeMap<>();
    private final List<DeviceGroup> added = new ArrayList<>();

    public GroupNumbers(Collection<DeviceGroup> known) {
        known.forEach(this::put);
    }

    /** Numbers the groups that a report names first: in the order of their names, those with a number of their own first. */
    public void addAll(Collection<ReportedDevice> statements) {
        Map<String, Integer> wanted = new TreeMap<>();
        for (ReportedDevice statement : statements) {
            if (statement.group() == null || DeviceGroup.meansUnassigned(statement.group())) continue;
            int number = statement.groupId() == null ? 0 : statement.groupId();
            // of several positive numbers the smallest, so that the order of arrival does not matter
            wanted.merge(statement.group().strip(), number, GroupNumbers::smallestPositive);
        }
        wanted.forEach((name, number) -> {
            if (number > 0 && !names.containsKey(number)) addIfNew(name, number);
        });
        wanted.keySet().forEach(this::add);
    }

    /** The group of this name; a new one with the next free number if there is none. */
    public void add(String name) {
        if (DeviceGroup.meansUnassigned(name)) return;
        addIfNew(name.strip(), nextFree());
    }

    /** The number of the group that a source names, 0 for the words that mean none. The group must be known. */
    public int numberOf(String name) {
        if (DeviceGroup.meansUnassigned(name)) return DeviceGroup.UNASSIGNED.id();
        Integer id = ids.get(name.strip());
        if (id == null) throw new IllegalArgumentException("no device group is called " + name);
        return id;
    }

    /**
     * Gives the group of this number another name.
     *
     * @throws IllegalArgumentException if there is no such group, it is the one of devices in no group, or the name is
     *     taken or means no group
     */
    public DeviceGroup renamed(int id, String name) {
        String before = names.get(id);
        if (before == null || id == DeviceGroup.UNASSIGNED.id()) {
            throw new IllegalArgumentException("no device group that could be renamed has the number " + id);
        }
        String plain = name.strip();
        if (DeviceGroup.meansUnassigned(plain) || ids.getOrDefault(plain, id) != id) {
            throw new IllegalArgumentException("a device group cannot be renamed to " + plain + ", the name is taken");
        }
        ids.remove(before);
        DeviceGroup group = new DeviceGroup(id, plain);
        put(group);
        return group;
    }

    /** Every group, by number. */
    public List<DeviceGroup> all() {
        return names.entrySet().stream()
                .map(entry -> new DeviceGroup(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The groups that are new since the start, by number. */
    public List<DeviceGroup> added() {
        return added.stream().sorted(Comparator.comparingInt(DeviceGroup::id)).toList();
    }

    private static int smallestPositive(int one, int other) {
        return one <= 0 || other <= 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private int nextFree() {
        int highest = names.isEmpty() ? 0 : names.lastKey();
        if (highest < Integer.MAX_VALUE) return highest + 1;
        int free = 1; // a source took the last number; the gaps are left
        while (names.containsKey(free)) free++;
        return free;
    }

    private void addIfNew(String name, int id) {
        if (ids.containsKey(name)) return;
        DeviceGroup group = new DeviceGroup(id, name);
        put(group);
        added.add(group);
    }

    private void put(DeviceGroup group) {
        ids.put(group.name(), group.id());
        names.put(group.id(), group.name());
    }
}

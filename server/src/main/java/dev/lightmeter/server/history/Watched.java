package dev.lightmeter.server.history;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What somebody may know of the past: the device groups in sight. Who sees all of them also sees what all devices together
 * were; everybody else sees what the groups in sight were together.
 *
 * @param names by the number of the group
 * @param all true if no group is hidden
 */
public record Watched(Map<Integer, String> names, boolean all) {

    public Watched {
        names = new TreeMap<>(names);
    }

    /** These groups. */
    public static Watched of(List<DeviceGroup> groups, boolean all) {
        Map<Integer, String> names = new TreeMap<>();
        groups.forEach(group -> names.put(group.id(), group.name()));
        return new Watched(names, all);
    }

    /**
     * Device groups that are asked about as one.
     *
     * @param numbers of the groups whose sums make up the score
     */
    public record Asked(String name, Set<Integer> numbers) {}

    /** All that is in sight. */
    public Asked together() {
        return new Asked(GroupScore.ORGANISATION, all ? Set.of(Step.ORGANISATION) : names.keySet());
    }

    /** The device group of this name, in any letter case, or all that is in sight; empty if nothing has this name. */
    public Optional<Asked> named(String name) {
        if (name.equalsIgnoreCase(GroupScore.ORGANISATION)) return Optional.of(together());
        return names.entrySet().stream()
                .filter(group -> group.getValue().equalsIgnoreCase(name))
                .map(group -> new Asked(group.getValue(), Set.of(group.getKey())))
                .findFirst();
    }

    /** Whether what concerns this group may be told; {@link Step#ORGANISATION} stands for what is about none. */
    public Predicate<Integer> sees() {
        return group -> all || names.containsKey(group);
    }

    /** The name of a group. */
    public String name(int group) {
        return group == Step.ORGANISATION ? GroupScore.ORGANISATION : names.getOrDefault(group, "group " + group);
    }
}

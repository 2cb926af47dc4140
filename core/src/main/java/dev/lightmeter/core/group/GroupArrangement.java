package dev.lightmeter.core.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The device groups as the operator wants them: their ranked rules, and who may look into which.
 *
 * @param descriptions by name of the group, which must have rules; a group without one is left out
 * @param assignments by name of the group: the principals (ids or names of user groups, ids or names of users) that may see
 *     it. Everybody may see a group that is left out. {@link DeviceGroup#UNASSIGNED} and groups that only the sources name
 *     can be assigned too.
 */
public record GroupArrangement(
        GroupRules rules, Map<String, String> descriptions, Map<String, List<String>> assignments) {

    /** Groups as the sources name them, for everybody to see. */
    public static final GroupArrangement NONE = new GroupArrangement(GroupRules.NONE, Map.of(), Map.of());

    public GroupArrangement {
        Set<String> ranked =
                rules.ranked().stream().map(GroupRules.RankedGroup::name).collect(Collectors.toSet());
        descriptions = descriptions.entrySet().stream()
                .filter(entry ->
                        ranked.contains(entry.getKey()) && !entry.getValue().isBlank())
                .collect(sorted(String::strip));
        assignments = assignments.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(sorted(GroupArrangement::distinct));
    }

    /** The names of all groups that it speaks of, the ranked ones first. */
    public List<String> groups() {
        LinkedHashSet<String> groups = new LinkedHashSet<>();
        rules.ranked().forEach(ranked -> groups.add(ranked.name()));
        groups.addAll(assignments.keySet());
        return List.copyOf(groups);
    }

    /** Who may see a group; empty if everybody may. */
    public List<String> assignmentsOf(String group) {
        return assignments.getOrDefault(group, List.of());
    }

    /** The words of the operator about a group; empty if there are none. */
    public String descriptionOf(String group) {
        return descriptions.getOrDefault(group, "");
    }

    public GroupArrangement withRules(List<GroupRules.RankedGroup> ranked) {
        return new GroupArrangement(new GroupRules(ranked), descriptions, assignments);
    }

    /** The same with another description; a blank one takes it away. */
    public GroupArrangement described(String group, String description) {
        Map<String, String> next = new TreeMap<>(descriptions);
        next.put(group, description);
        return new GroupArrangement(rules, next, assignments);
    }

    /** The same with other assignments; an empty list opens the group to everybody. */
    public GroupArrangement assigned(String group, List<String> principals) {
        Map<String, List<String>> next = new TreeMap<>(assignments);
        next.put(group, principals);
        return new GroupArrangement(rules, descriptions, next);
    }

    /** The same without the group. */
    public GroupArrangement without(String group) {
        List<GroupRules.RankedGroup> others = new ArrayList<>(rules.ranked());
        others.removeIf(ranked -> ranked.name().equals(group));
        return withRules(others).described(group, "").assigned(group, List.of());
    }

    /** The same with another name for a group, wherever it stands. */
    public GroupArrangement renamed(String from, String to) {
        if (from.equals(to)) return this;
        List<GroupRules.RankedGroup> ranked = rules.ranked().stream()
                .map(group -> group.name().equals(from) ? new GroupRules.RankedGroup(to, group.rules()) : group)
                .toList();
        return withRules(ranked)
                .described(to, descriptionOf(from))
                .described(from, "")
                .assigned(to, assignmentsOf(from))
                .assigned(from, List.of());
    }

    private static List<String> distinct(List<String> principals) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>();
        for (String principal : principals) {
            if (principal.isBlank()) throw new IllegalArgumentException("an assignment must name somebody");
            distinct.add(principal.strip());
        }
        return List.copyOf(distinct);
    }

    private static <T> Collector<Map.Entry<String, T>, ?, Map<String, T>> sorted(UnaryOperator<T> value) {
        return Collectors.collectingAndThen(
                Collectors.toMap(
                        Map.Entry::getKey, entry -> value.apply(entry.getValue()), (one, other) -> one, TreeMap::new),
                Collections::unmodifiableMap);
    }
}

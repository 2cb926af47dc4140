package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.storage.staging.GroupNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operator's arrangement of device groups. Rows know groups by number, so that a group can change its name. */
final class ArrangementTables {

    private ArrangementTables() {}

    static GroupArrangement load(Sql sql) {
        Map<Integer, String> names = new HashMap<>();
        for (DeviceGroup group : GroupTable.load(sql)) names.put(group.id(), group.name());
        Map<Integer, List<GroupRule>> rules = rules(sql);
        List<RankedGroup> ranked = new ArrayList<>();
        Map<String, String> descriptions = new TreeMap<>();
        sql.read("select device_group, description from group_rank order by rank", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int id = chunk.vector(0).getInt(row);
                ranked.add(new RankedGroup(names.getOrDefault(id, ""), rules.getOrDefault(id, List.of())));
                descriptions.put(names.getOrDefault(id, ""), chunk.vector(1).getString(row));
            }
        });
        Map<String, List<String>> assignments = new TreeMap<>();
        sql.read(
                "select device_group, principal from group_assignment order by device_group, number", (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        String group = names.getOrDefault(chunk.vector(0).getInt(row), "");
                        assignments
                                .computeIfAbsent(group, absent -> new ArrayList<>())
                                .add(chunk.vector(1).getString(row));
                    }
                });
        return new GroupArrangement(new GroupRules(ranked), descriptions, assignments);
    }

    /** Replaces the arrangement. Its groups must be known. */
    static void save(Sql sql, GroupArrangement arrangement, GroupNumbers numbers) {
        sql.execute("delete from group_rank");
        sql.execute("delete from group_rule");
        sql.execute("delete from group_assignment");
        int rank = 0;
        for (RankedGroup group : arrangement.rules().ranked()) {
            int id = numbers.numberOf(group.name());
            sql.execute(
                    "insert into group_rank values (" + id + ", " + ++rank + ", ?)",
                    arrangement.descriptionOf(group.name()));
            int place = 0;
            for (GroupRule rule : group.rules()) save(sql, id, ++place, rule);
        }
        arrangement.assignments().forEach((group, principals) -> {
            int id = numbers.numberOf(group);
            int number = 0;
            for (String principal : principals) {
                sql.execute("insert into group_assignment values (" + id + ", ?, " + ++number + ")", principal);
            }
        });
    }

    private static void save(Sql sql, int group, int place, GroupRule rule) {
        int number = 0;
        for (String value : rule.values()) {
            sql.execute(
                    "insert into group_rule values (" + group + ", " + place + ", ?, ?, ?, " + ++number + ")",
                    rule.attribute().name(),
                    rule.operator().name(),
                    value);
        }
    }

    private static Map<Integer, List<GroupRule>> rules(Sql sql) {
        Map<Integer, List<GroupRule>> byGroup = new HashMap<>();
        int[] lastPlace = {0};
        // a rule is its first value, which every further value of the same place extends
        sql.read(
                "select device_group, rule, attribute, operator, value from group_rule"
                        + " order by device_group, rule, value_number",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        List<GroupRule> rules =
                                byGroup.computeIfAbsent(chunk.vector(0).getInt(row), absent -> new ArrayList<>());
                        int place = chunk.vector(1).getInt(row);
                        List<String> values = new ArrayList<>();
                        if (!rules.isEmpty() && place == lastPlace[0]) {
                            values.addAll(rules.removeLast().values());
                        }
                        values.add(chunk.vector(4).getString(row));
                        rules.add(new GroupRule(
                                Stored.word(
                                        GroupRule.Attribute.class,
                                        chunk.vector(2).getString(row)),
                                Stored.word(
                                        GroupRule.Operator.class,
                                        chunk.vector(3).getString(row)),
                                values));
                        lastPlace[0] = place;
                    }
                });
        return byGroup;
    }
}

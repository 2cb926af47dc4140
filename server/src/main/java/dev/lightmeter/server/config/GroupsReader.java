package dev.lightmeter.server.config;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code device-groups}: ranked by their ranks, or by their order in the file if none has a rank. */
final class GroupsReader {

    private static final Set<String> GROUP = Set.of("name", "rank", "rules", "description", "assigned-to");
    private static final Set<String> RULE = Set.of("attribute", "operator", "value", "values");

    private GroupsReader() {}

    static GroupArrangement read(YamlValue value) {
        List<RankedGroup> inOrder = new ArrayList<>();
        Map<Integer, RankedGroup> byRank = new TreeMap<>();
        Map<String, String> descriptions = new HashMap<>();
        Map<String, List<String>> assignments = new HashMap<>();
        for (YamlValue element : value.list()) {
            Map<String, YamlValue> fields = element.fields(GROUP);
            String name = element.required(fields, "name").text();
            YamlValue assigned = fields.get("assigned-to");
            if (assigned != null && assignments.put(plain(name), assigned.texts()) != null) {
                throw assigned.refuse("is given twice for the device group " + name);
            }
            YamlValue description = fields.get("description");
            if (description != null) descriptions.put(name, description.text());
            if (DeviceGroup.meansUnassigned(name)) {
                refuseRules(element, fields);
                continue;
            }
            RankedGroup group = group(element, name, fields);
            inOrder.add(group);
            YamlValue rank = fields.get("rank");
            if (rank != null && byRank.put(rank.wholeNumber(1, Integer.MAX_VALUE), group) != null) {
                throw rank.refuse("is the rank of another device group too");
            }
        }
        if (!byRank.isEmpty() && byRank.size() < inOrder.size()) {
            throw value.refuse("must give a rank to every device group or to none");
        }
        try {
            return new GroupArrangement(
                    new GroupRules(byRank.isEmpty() ? inOrder : List.copyOf(byRank.values())),
                    descriptions,
                    assignments);
        } catch (IllegalArgumentException e) {
            throw value.refuse("cannot be used: " + e.getMessage());
        }
    }

    /** One spelling for the group of devices in no group. */
    private static String plain(String name) {
        return DeviceGroup.meansUnassigned(name) ? DeviceGroup.UNASSIGNED.name() : name;
    }

    /** Devices that meet no rule are in it; only who may see it can be said. */
    private static void refuseRules(YamlValue element, Map<String, YamlValue> fields) {
        if (fields.containsKey("rules") || fields.containsKey("rank")) {
            throw element.refuse("is the group of devices in no group, which has neither rules nor rank");
        }
    }

    private static RankedGroup group(YamlValue element, String name, Map<String, YamlValue> fields) {
        List<GroupRule> rules = element.required(fields, "rules").list().stream()
                .map(GroupsReader::rule)
                .toList();
        try {
            return new RankedGroup(name, rules);
        } catch (IllegalArgumentException e) {
            throw element.refuse("cannot be used: " + e.getMessage());
        }
    }

    private static GroupRule rule(YamlValue element) {
        Map<String, YamlValue> fields = element.fields(RULE);
        YamlValue attribute = element.required(fields, "attribute");
        YamlValue operator = element.required(fields, "operator");
        if (fields.containsKey("value") == fields.containsKey("values")) {
            throw element.refuse("must hold 'value' or 'values'");
        }
        YamlValue values = Optional.ofNullable(fields.get("values")).orElseGet(() -> element.required(fields, "value"));
        GroupRule.Attribute looksAt = GroupRule.Attribute.parse(attribute.text())
                .orElseThrow(() -> attribute.refuse(choice(
                        Arrays.stream(GroupRule.Attribute.values())
                                .map(GroupRule.Attribute::wire)
                                .toList(),
                        attribute)));
        GroupRule.Operator compares = GroupRule.Operator.parse(operator.text())
                .orElseThrow(() -> operator.refuse(choice(
                        Arrays.stream(GroupRule.Operator.values())
                                .map(GroupRule.Operator::wire)
                                .toList(),
                        operator)));
        try {
            return new GroupRule(looksAt, compares, values.texts());
        } catch (IllegalArgumentException e) {
            throw values.refuse("cannot be used: " + e.getMessage());
        }
    }

    private static String choice(List<String> known, YamlValue value) {
        return "must be one of " + String.join(", ", known) + "; got '" + value.text() + "'";
    }
}

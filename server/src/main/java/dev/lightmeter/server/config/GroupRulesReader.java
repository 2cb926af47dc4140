package dev.lightmeter.server.config;

import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code device-groups}: ranked by their ranks, or by their order in the file if none has a rank. */
final class GroupRulesReader {

    private static final Set<String> GROUP = Set.of("name", "rank", "rules");
    private static final Set<String> RULE = Set.of("attribute", "operator", "value", "values");

    private GroupRulesReader() {}

    static GroupRules read(YamlValue value) {
        List<RankedGroup> inOrder = new ArrayList<>();
        Map<Integer, RankedGroup> byRank = new TreeMap<>();
        for (YamlValue element : value.list()) {
            Map<String, YamlValue> fields = element.fields(GROUP);
            RankedGroup group = group(element, fields);
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
            return new GroupRules(byRank.isEmpty() ? inOrder : List.copyOf(byRank.values()));
        } catch (IllegalArgumentException e) {
            throw value.refuse("cannot be used: " + e.getMessage());
        }
    }

    private static RankedGroup group(YamlValue element, Map<String, YamlValue> fields) {
        String name = element.required(fields, "name").text();
        List<GroupRule> rules = element.required(fields, "rules").list().stream()
                .map(GroupRulesReader::rule)
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

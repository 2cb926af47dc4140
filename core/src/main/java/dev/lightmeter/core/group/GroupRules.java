package dev.lightmeter.core.group;

import dev.lightmeter.core.Device;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which device group a device belongs to: the first one, in the order of rank, whose rules it meets. Values of one
 * attribute are alternatives, attributes must all be met. Without any rules, the group that the source names is kept.
 *
 * @param ranked highest rank first; names are unique
 */
public record GroupRules(List<RankedGroup> ranked) {

    /** No rules: every device stays in the group that its source names. */
    public static final GroupRules NONE = new GroupRules(List.of());

    public GroupRules {
        ranked = List.copyOf(ranked);
        Set<String> names = new HashSet<>();
        for (RankedGroup group : ranked) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException("the device group " + group.name() + " stands twice in the rules");
            }
        }
    }

    /** A device group and what a device must meet to be in it. */
    public record RankedGroup(String name, List<GroupRule> rules) {

        public RankedGroup {
            if (name.isBlank()) throw new IllegalArgumentException("a device group needs a name");
            rules = List.copyOf(rules);
            if (rules.isEmpty()) throw new IllegalArgumentException("the device group " + name + " needs a rule");
        }

        boolean matches(Device device) {
            Map<GroupRule.Attribute, Boolean> met = new EnumMap<>(GroupRule.Attribute.class);
            rules.forEach(rule -> met.merge(rule.attribute(), rule.matches(device), Boolean::logicalOr));
            return !met.containsValue(false);
        }
    }

    /** Name of the group of a device; that of {@link DeviceGroup#UNASSIGNED} if it is in none. */
    public String groupOf(Device device) {
        if (ranked.isEmpty()) {
            String named = device.sourceGroup();
            return named == null || DeviceGroup.meansUnassigned(named) ? DeviceGroup.UNASSIGNED.name() : named;
        }
        return ranked.stream()
                .filter(group -> group.matches(device))
                .map(RankedGroup::name)
                .findFirst()
                .orElse(DeviceGroup.UNASSIGNED.name());
    }
}

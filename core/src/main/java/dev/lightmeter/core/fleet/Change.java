package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import java.util.List;
import java.util.Set;

/** Something that could be otherwise; see {@link WhatIf}. Devices are named by id or name, in any letter case. */
public sealed interface Change {

    /** These recommendations are applied everywhere: their paths are gone, the controls among them comply. */
    record Apply(Set<String> recommendations) implements Change {
        public Apply {
            recommendations = Set.copyOf(recommendations);
        }
    }

    /** A device has another value. */
    record Value(String device, DeviceValue value) implements Change {}

    /** A device faces the internet, or no longer does. */
    record Facing(String device, boolean internetFacing) implements Change {}

    /** A device is no longer there. */
    record Remove(String device) implements Change {}

    /** A device is in another device group, whatever the rules say. */
    record Move(String device, String group) implements Change {}

    /**
     * Other rules put devices into groups.
     *
     * @param groups all groups that the rules may name
     */
    record Rules(GroupRules rules, List<DeviceGroup> groups) implements Change {
        public Rules {
            groups = List.copyOf(groups);
        }
    }

    /** A weakness has another EPSS, in 1e-5, or {@link dev.lightmeter.core.ThreatFacts#MISSING}. */
    record Epss(String weakness, int epssP5) implements Change {}

    /** A weakness has another CVSS base score, in tenths, or {@link dev.lightmeter.core.ThreatFacts#MISSING}. */
    record Cvss(String weakness, int cvssTenths) implements Change {}

    /** There is other evidence of exploits of a weakness: KEV, ransomware, and so on. */
    record Exploits(String weakness, Evidence evidence) implements Change {}

    /** The model has other parameters. */
    record Model(Parameters parameters) implements Change {}
}

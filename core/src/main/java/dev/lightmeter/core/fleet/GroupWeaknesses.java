package dev.lightmeter.core.fleet;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Which weaknesses the devices of each group have. For one thread. */
final class GroupWeaknesses {

    /** By group index. */
    private final Map<Integer, BitSet> byGroup = new TreeMap<>();

    void add(DeviceBlock block) {
        FindingColumns findings = block.findings;
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            if (block.device[at] == null) continue;
            BitSet weaknesses = byGroup.computeIfAbsent(block.group[at], first -> new BitSet());
            for (int i = findings.start[at]; i < findings.end[at]; i++) weaknesses.set(findings.weakness[i]);
        }
    }

    Map<Integer, BitSet> byGroup() {
        return byGroup;
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * All devices with their findings, as columns in memory. Immutable: a change gives a new fleet that shares everything but
 * the blocks of the changed devices, so readers never wait and a single device costs microseconds in a fleet of a million.
 */
public final class Fleet {

    private final Dictionary dictionary;
    private final PathSets pathSets;
    private final GroupRules rules;
    /** What lies over the findings; devices that are put in later are taken as the sources report them. */
    private final Decisions decisions;
    /** In the order of their index, which never changes; {@link DeviceGroup#UNASSIGNED} is the first. */
    private final List<DeviceGroup> groups;

    private final Map<String, Integer> groupIndex;
    private final DeviceBlock[] blocks;
    private final int slots;
    private final Applied applied;

    private Fleet(
            Dictionary dictionary,
            PathSets pathSets,
            GroupRules rules,
            Decisions decisions,
            Map<String, DeviceGroup> groups,
            DeviceBlock[] blocks,
            int slots,
            Applied applied) {
        this.dictionary = dictionary;
        this.pathSets = pathSets;
        this.rules = rules;
        this.decisions = decisions;
        this.groups = List.copyOf(groups.values());
        this.groupIndex = new HashMap<>();
        for (DeviceGroup group : this.groups) groupIndex.put(group.name(), groupIndex.size());
        this.blocks = blocks;
        this.slots = slots;
        this.applied = applied.upToDate(dictionary);
    }

    /** A fleet without devices. The groups keep their rows even if no device is in them. */
    public static Fleet empty(Dictionary dictionary, GroupRules rules, List<DeviceGroup> groups) {
        return new Fleet(
                dictionary,
                new PathSets(),
                rules,
                Decisions.NONE,
                byName(List.of(DeviceGroup.UNASSIGNED), groups),
                new DeviceBlock[0],
                0,
                Applied.NOTHING);
    }

    /** This fleet with some devices added or replaced. Groups that it does not know yet are added. */
    public Fleet with(Iterable<FleetDevice> changed, List<DeviceGroup> allGroups) {
        Builder builder = new Builder(this, rules, byName(groups, allGroups));
        changed.forEach(builder::put);
        return builder.build();
    }

    /** This fleet without the devices in some slots, which stay empty. */
    public Fleet without(BitSet gone) {
        Builder builder = new Builder(this, rules, byName(groups, List.of()));
        gone.stream()
                .takeWhile(slot -> slot < slots)
                .filter(slot -> device(slot).isPresent())
                .forEach(builder::remove);
        return builder.build();
    }

    /** Starts a fleet from this one, for more devices than one would like to hold in a list. */
    public Builder builder(List<DeviceGroup> allGroups) {
        return new Builder(this, rules, byName(groups, allGroups));
    }

    /**
     * The same devices, of which those that are put in from now on count under other decisions. Who changes decisions must put
     * in again, as the sources report them, the devices that are {@link #concernedBy} the difference.
     */
    public Fleet under(Decisions others) {
        return new Fleet(dictionary, pathSets, rules, others, byName(groups, List.of()), blocks, slots, applied);
    }

    /**
     * This fleet as it would count under other decisions, with every device in the group that it is in. Nothing is read again:
     * the decisions that hold are taken off first.
     */
    public Fleet ifDecided(Decisions others) {
        Builder builder = new Builder(under(others), rules, byName(groups, List.of()));
        concernedBy(others.differencesFrom(decisions)).stream()
                .forEach(slot -> builder.put(said(slot), groupIndex(slot)));
        return builder.build();
    }

    /** The device in a slot as its sources report it, whatever is looked at as applied. */
    private FleetDevice said(int slot) {
        FleetDevice counts = FleetDevice.of(slot, device(slot).orElseThrow(), allPaths(slot, path -> true));
        long[] said = blocks[slot >> DeviceBlock.BITS].said[slot & (DeviceBlock.SIZE - 1)];
        return new DecidedFindings(decisions, dictionary)
                .beneath(
                        new DecidedFindings.Counting(counts, said),
                        groupOf(slot).id());
    }

    /** What lies over the findings in this fleet. */
    public Decisions decisions() {
        return decisions;
    }

    /** Slots of the devices that have what one of these subjects is about. */
    public BitSet concernedBy(Set<DecisionSubject> subjects) {
        BitSet weaknesses = new BitSet();
        BitSet recommendations = new BitSet();
        for (DecisionSubject subject : subjects) {
            if (subject instanceof DecisionSubject.Weakness) {
                dictionary.findWeakness(subject.id()).ifPresent(weaknesses::set);
            } else {
                dictionary.findRecommendation(subject.id()).ifPresent(recommendations::set);
            }
        }
        BitSet concerned = new BitSet();
        if (weaknesses.isEmpty() && recommendations.isEmpty()) return concerned;
        for (int slot = 0; slot < slots; slot++) {
            if (blocks[slot >> DeviceBlock.BITS].device[slot & (DeviceBlock.SIZE - 1)] == null) continue;
            boolean has = hasAny(
                            slot,
                            (weakness, path) -> weaknesses.get(weakness)
                                    || (!recommendations.isEmpty()
                                            && recommendations.get(dictionary.recommendationOf(path))))
                    || hasControl(slot, subjects);
            if (has) concerned.set(slot);
        }
        return concerned;
    }

    private boolean hasControl(int slot, Set<DecisionSubject> subjects) {
        return device(slot).orElseThrow().controls().stream()
                .anyMatch(control -> subjects.contains(new DecisionSubject.Recommendation(control.id())));
    }

    /**
     * What a path that the sources report counts as on the device in a slot, in the ints of the dictionary.
     *
     * @param path as the store hands it out
     */
    public int decided(int slot, int weakness, int path) {
        if (decisions.isEmpty()) return path;
        FindingPath said = dictionary.path(path);
        FindingPath counts =
                decisions.over(device(slot).orElseThrow(), groupOf(slot).id(), dictionary.weaknessName(weakness), said);
        return counts.equals(said) ? path : dictionary.path(counts);
    }

    private DecidedFindings.Counting decided(FleetDevice said, int groupIndex) {
        return decisions.isEmpty()
                ? new DecidedFindings.Counting(said, DeviceBlock.NOTHING)
                : new DecidedFindings(decisions, dictionary)
                        .over(said, groups.get(groupIndex).id());
    }

    /** The same devices under other rules. An exception of a group is for the devices that are in it then. */
    public Fleet regrouped(GroupRules newRules, List<DeviceGroup> allGroups) {
        Fleet under = new Fleet(
                dictionary,
                pathSets,
                newRules,
                decisions,
                byName(List.of(DeviceGroup.UNASSIGNED), allGroups),
                blocks,
                slots,
                applied);
        DeviceBlock[] regrouped = new DeviceBlock[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            DeviceBlock block = DeviceBlock.sharingFindings(blocks[b]);
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                Device device = block.device[at];
                if (device != null) block.group[at] = under.indexOfGroup(device);
            }
            regrouped[b] = block;
        }
        Fleet moved = new Fleet(
                dictionary, pathSets, newRules, decisions, byName(under.groups, List.of()), regrouped, slots, applied);
        Builder decided = new Builder(moved, newRules, byName(under.groups, List.of()));
        concernedBy(decisions.subjectsOfGroups()).stream()
                .filter(slot -> groupOf(slot).id() != moved.groupOf(slot).id())
                .forEach(slot -> decided.put(said(slot), moved.groupIndex(slot)));
        return decided.build();
    }

    /** The same fleet without the devices of other groups, sharing its columns. For reading only: it takes no changes. */
    Fleet restrictedTo(BitSet visibleGroups) {
        DeviceBlock[] visible = new DeviceBlock[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            visible[b] = blocks[b].isWithin(visibleGroups) ? blocks[b] : new DeviceBlock(blocks[b], visibleGroups);
        }
        return new Fleet(dictionary, pathSets, rules, decisions, byName(groups, List.of()), visible, slots, applied);
    }

    /** This fleet as it would be if recommendations had been applied everywhere. Shares all findings with this one. */
    Fleet without(Set<String> recommendations) {
        DeviceBlock[] after = blocks.clone();
        for (int b = 0; b < after.length; b++) {
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                Device device = blocks[b].device[at];
                if (device == null || blocks[b].failedControls[at].length + blocks[b].exceptedControls[at].length == 0)
                    continue;
                if (device.controls().stream().noneMatch(control -> recommendations.contains(control.id()))) continue;
                if (after[b] == blocks[b]) after[b] = DeviceBlock.sharingFindings(blocks[b]);
                after[b].describe(at, complying(device, recommendations), dictionary);
            }
        }
        return new Fleet(
                dictionary,
                pathSets,
                rules,
                decisions,
                byName(groups, List.of()),
                after,
                slots,
                applied.and(recommendations, dictionary));
    }

    private static Device complying(Device device, Set<String> controls) {
        return device.withControls(device.controls().stream()
                .map(control -> controls.contains(control.id()) ? control.with(Control.Result.COMPLIANT) : control)
                .toList());
    }

    /** This fleet with another description of one device, in the same group and with the same findings; null removes it. */
    Fleet edited(int slot, @Nullable Device device) {
        return withBlockOf(slot, (block, at) -> {
            if (device == null) block.device[at] = null;
            else block.describe(at, device, dictionary);
        });
    }

    /** This fleet with one device in another group, under the exceptions of that one. */
    Fleet moved(int slot, DeviceGroup to) {
        Builder builder = new Builder(this, rules, byName(groups, List.of()));
        return builder.put(said(slot), to).build();
    }

    private Fleet withBlockOf(int slot, BlockEdit edit) {
        DeviceBlock[] after = blocks.clone();
        int b = slot >> DeviceBlock.BITS;
        after[b] = DeviceBlock.sharingFindings(blocks[b]);
        edit.on(after[b], slot & (DeviceBlock.SIZE - 1));
        return new Fleet(dictionary, pathSets, rules, decisions, byName(groups, List.of()), after, slots, applied);
    }

    private interface BlockEdit {
        void on(DeviceBlock block, int at);
    }

    /** What is looked at as if it had been done. */
    Applied applied() {
        return applied;
    }

    /** The paths behind a code that is not single, without those that are gone. Not to be changed. */
    int[] members(int code) {
        return applied.left(pathSets.members(code));
    }

    /** The rules that put devices into groups. */
    public GroupRules rules() {
        return rules;
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    /** All device groups, also those without devices. Their place in the list is what the columns hold. */
    List<DeviceGroup> groups() {
        return groups;
    }

    /** Devices have slots below this; a slot may be empty. */
    public int slots() {
        return slots;
    }

    /** The device in a slot; empty if there is none. */
    public Optional<Device> device(int slot) {
        return slot < 0 || slot >= slots
                ? Optional.empty()
                : Optional.ofNullable(blocks[slot >> DeviceBlock.BITS].device[slot & (DeviceBlock.SIZE - 1)]);
    }

    /** The group of the device in a slot. */
    public DeviceGroup groupOf(int slot) {
        return groups.get(groupIndex(slot));
    }

    private int groupIndex(int slot) {
        return blocks[slot >> DeviceBlock.BITS].group[slot & (DeviceBlock.SIZE - 1)];
    }

    /** All paths of all findings of the device in a slot, in the words of the readable model. */
    public List<Finding> findings(int slot) {
        FindingColumns columns = blocks[slot >> DeviceBlock.BITS].findings;
        int at = slot & (DeviceBlock.SIZE - 1);
        if (blocks[slot >> DeviceBlock.BITS].device[at] == null) return List.of();
        List<Finding> findings = new ArrayList<>();
        for (int i = columns.start[at]; i < columns.end[at]; i++) {
            for (int path : applied.left(pathSets.paths(columns.paths[i]))) {
                findings.add(new Finding(dictionary.weaknessName(columns.weakness[i]), dictionary.path(path)));
            }
        }
        return findings;
    }

    /** The wanted paths of the findings of the device in a slot: weakness in the upper half, path in the lower half, ascending. */
    long[] paths(int slot, IntPredicate wanted) {
        return allPaths(slot, path -> !applied.removes(path) && wanted.test(path));
    }

    private long[] allPaths(int slot, IntPredicate wanted) {
        FindingColumns columns = blocks[slot >> DeviceBlock.BITS].findings;
        int at = slot & (DeviceBlock.SIZE - 1);
        long[] found = new long[columns.end[at] - columns.start[at]];
        int size = 0;
        for (int i = columns.start[at]; i < columns.end[at]; i++) {
            int code = columns.paths[i];
            for (int path : PathSets.isSingle(code) ? new int[] {code} : pathSets.members(code)) {
                if (!wanted.test(path)) continue;
                if (size == found.length) found = Arrays.copyOf(found, size * 2);
                found[size++] = (long) columns.weakness[i] << 32 | path;
            }
        }
        Arrays.sort(found, 0, size);
        return size == found.length ? found : Arrays.copyOf(found, size);
    }

    /** Whether the device in a slot has a finding that is accepted. */
    boolean hasAny(int slot, FindingTest accepted) {
        FindingColumns columns = blocks[slot >> DeviceBlock.BITS].findings;
        int at = slot & (DeviceBlock.SIZE - 1);
        for (int i = columns.start[at]; i < columns.end[at]; i++) {
            int code = columns.paths[i];
            if (PathSets.isSingle(code)) {
                if (!applied.removes(code) && accepted.test(columns.weakness[i], code)) return true;
            } else {
                for (int path : members(code)) if (accepted.test(columns.weakness[i], path)) return true;
            }
        }
        return false;
    }

    /** Whether the device in a slot fails the control of a recommendation. */
    boolean fails(int slot, int recommendation) {
        int[] failed = blocks[slot >> DeviceBlock.BITS].failedControls[slot & (DeviceBlock.SIZE - 1)];
        for (int c = 0; c < failed.length; c += 2) if (failed[c] == recommendation) return true;
        return false;
    }

    /** Slots of the devices with this id or name, in any letter case; an id that matches is the only one. */
    public List<Integer> slotsOf(String idOrName) {
        List<Integer> named = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            Device device = blocks[slot >> DeviceBlock.BITS].device[slot & (DeviceBlock.SIZE - 1)];
            if (device == null) continue;
            if (device.id().equalsIgnoreCase(idOrName)) return List.of(slot);
            if (device.name().equalsIgnoreCase(idOrName)) named.add(slot);
        }
        return named;
    }

    DeviceBlock[] blocks() {
        return blocks;
    }

    PathSets pathSets() {
        return pathSets;
    }

    private int indexOfGroup(Device device) {
        String name = rules.groupOf(device);
        Integer index = groupIndex.get(name);
        if (index == null)
            throw new IllegalArgumentException("device " + device.id() + " is in the unknown group " + name);
        return index;
    }

    private static Map<String, DeviceGroup> byName(List<DeviceGroup> known, List<DeviceGroup> added) {
        Map<String, DeviceGroup> byName = new LinkedHashMap<>();
        known.forEach(group -> byName.put(group.name(), group));
        added.forEach(group -> byName.putIfAbsent(group.name(), group));
        return byName;
    }

    /** Puts devices into a new fleet one by one. Not safe for several threads. */
    public static final class Builder {

        private final Fleet from;
        private final Fleet shape;
        private @Nullable DeviceBlock[] changed;
        private DeviceBlock[] blocks;
        private int slots;

        private Builder(Fleet from, GroupRules rules, Map<String, DeviceGroup> groups) {
            this.from = from;
            this.shape = new Fleet(
                    from.dictionary,
                    from.pathSets,
                    rules,
                    from.decisions,
                    groups,
                    from.blocks,
                    from.slots,
                    from.applied);
            this.blocks = from.blocks.clone();
            this.changed = new DeviceBlock[blocks.length];
            this.slots = from.slots;
        }

        /** Adds the device, or replaces the one in its slot. */
        public Builder put(FleetDevice device) {
            return put(device, shape.indexOfGroup(device.device()));
        }

        /** The same with the device in a group, whatever the rules say. */
        public Builder put(FleetDevice device, DeviceGroup group) {
            return put(device, shape.groups.indexOf(group));
        }

        private Builder put(FleetDevice device, int group) {
            int number = device.slot() >> DeviceBlock.BITS;
            if (number >= blocks.length) grow(number + 1);
            own(number)
                    .set(
                            device.slot() & (DeviceBlock.SIZE - 1),
                            shape.decided(device, group),
                            group,
                            from.dictionary,
                            from.pathSets);
            slots = Math.max(slots, device.slot() + 1);
            return this;
        }

        private void remove(int slot) {
            own(slot >> DeviceBlock.BITS).clear(slot & (DeviceBlock.SIZE - 1));
        }

        /** The block, copied before its first change. */
        private DeviceBlock own(int number) {
            DeviceBlock own = changed[number];
            if (own == null) {
                own = new DeviceBlock(blocks[number]);
                changed[number] = own;
                blocks[number] = own;
            }
            return own;
        }

        public Fleet build() {
            for (DeviceBlock block : changed) if (block != null) block.findings.settle();
            changed = new DeviceBlock[blocks.length];
            return new Fleet(
                    from.dictionary,
                    from.pathSets,
                    shape.rules,
                    shape.decisions,
                    byName(shape.groups, List.of()),
                    blocks.clone(),
                    slots,
                    from.applied);
        }

        private void grow(int least) {
            int before = blocks.length;
            blocks = Arrays.copyOf(blocks, least);
            changed = Arrays.copyOf(changed, least);
            for (int b = before; b < least; b++) {
                DeviceBlock block = new DeviceBlock();
                blocks[b] = block;
                changed[b] = block;
            }
        }
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of up to {@link #SIZE} devices. A fleet is an array of blocks; replacing a device copies its block and shares
 * the others, so that a reader keeps the fleet it started with. Not changed once its fleet is published.
 */
final class DeviceBlock {

    static final int BITS = 8;
    static final int SIZE = 1 << BITS;

    /** Stands in {@link #assessedDay} for a device that was never assessed. */
    static final int NEVER = Integer.MIN_VALUE;

    /** What is said of a device of which everything counts as it is said. */
    static final long[] NOTHING = {};

    private static final int[] NO_CONTROLS = {};

    final @Nullable Device[] device;
    final FindingColumns findings;
    final DeviceValue[] value;
    final boolean[] internetFacing;
    final boolean[] excluded;
    /** UTC day since 1970-01-01. */
    final int[] assessedDay;
    /** Index of the device group in its fleet. */
    final int[] group;
    /** Failed controls as pairs of recommendation and weight; empty for nearly all devices of a scanner-only fleet. */
    final int[][] failedControls;

    /** Recommendations of the controls that fail under an exception which makes them count as met. */
    final int[][] exceptedControls;

    final int[] failedWeight;
    final int[] controlWeight;
    /** What sources say of paths that count for something else by decision: see {@link DecidedFindings}. */
    final long[][] said;

    DeviceBlock() {
        device = new Device[SIZE];
        findings = new FindingColumns(SIZE);
        value = new DeviceValue[SIZE];
        Arrays.fill(value, DeviceValue.NORMAL);
        internetFacing = new boolean[SIZE];
        excluded = new boolean[SIZE];
        assessedDay = new int[SIZE];
        group = new int[SIZE];
        failedControls = new int[SIZE][];
        Arrays.fill(failedControls, NO_CONTROLS);
        exceptedControls = new int[SIZE][];
        Arrays.fill(exceptedControls, NO_CONTROLS);
        failedWeight = new int[SIZE];
        controlWeight = new int[SIZE];
        said = new long[SIZE][];
        Arrays.fill(said, NOTHING);
    }

    DeviceBlock(DeviceBlock other) {
        this(other, new FindingColumns(other.findings));
    }

    private DeviceBlock(DeviceBlock other, FindingColumns findings) {
        device = other.device.clone();
        this.findings = findings;
        value = other.value.clone();
        internetFacing = other.internetFacing.clone();
        excluded = other.excluded.clone();
        assessedDay = other.assessedDay.clone();
        group = other.group.clone();
        failedControls = other.failedControls.clone();
        exceptedControls = other.exceptedControls.clone();
        failedWeight = other.failedWeight.clone();
        controlWeight = other.controlWeight.clone();
        said = other.said.clone();
    }

    /** A copy that is described anew but keeps its findings, which must not be changed. */
    static DeviceBlock sharingFindings(DeviceBlock other) {
        return new DeviceBlock(other, other.findings);
    }

    /** The same columns without the devices of some groups. Shares all but the devices themselves: for reading only. */
    DeviceBlock(DeviceBlock other, BitSet visibleGroups) {
        device = other.device.clone();
        findings = other.findings;
        value = other.value;
        internetFacing = other.internetFacing;
        excluded = other.excluded;
        assessedDay = other.assessedDay;
        group = other.group;
        failedControls = other.failedControls;
        exceptedControls = other.exceptedControls;
        failedWeight = other.failedWeight;
        controlWeight = other.controlWeight;
        said = other.said;
        for (int at = 0; at < SIZE; at++) if (!visibleGroups.get(group[at])) device[at] = null;
    }

    /** Whether all devices here are in one of the groups. */
    boolean isWithin(BitSet groups) {
        for (int at = 0; at < SIZE; at++) if (device[at] != null && !groups.get(group[at])) return false;
        return true;
    }

    void set(int at, DecidedFindings.Counting from, int groupIndex, Dictionary dictionary, PathSets pathSets) {
        describe(at, from.device().device(), dictionary);
        group[at] = groupIndex;
        findings.set(at, from.device(), dictionary, pathSets);
        said[at] = from.said();
    }

    /** Writes everything about a device but its group and its findings. */
    void describe(int at, Device said, Dictionary dictionary) {
        device[at] = said;
        value[at] = said.value();
        internetFacing[at] = said.internetFacing();
        excluded[at] = said.excluded();
        assessedDay[at] =
                said.assessedOn() == null ? NEVER : (int) said.assessedOn().toEpochDay();
        setControls(at, said, dictionary);
    }

    /** Empties a place. */
    void clear(int at) {
        device[at] = null;
        findings.clear(at);
        failedControls[at] = NO_CONTROLS;
        exceptedControls[at] = NO_CONTROLS;
        failedWeight[at] = 0;
        controlWeight[at] = 0;
        said[at] = NOTHING;
    }

    private void setControls(int at, Device said, Dictionary dictionary) {
        Map<String, Integer> failed = new TreeMap<>();
        int failedSum = 0;
        int sum = 0;
        for (Control control : said.controls()) {
            sum += control.weight();
            if (control.failed()) {
                failedSum += control.weight();
                failed.merge(control.id(), control.weight(), Integer::sum);
            }
        }
        failedControls[at] = failed.entrySet().stream()
                .flatMapToInt(entry -> IntStream.of(dictionary.recommendation(entry.getKey()), entry.getValue()))
                .toArray();
        exceptedControls[at] = said.controls().stream()
                .filter(Control::isExcepted)
                .mapToInt(control -> dictionary.recommendation(control.id()))
                .distinct()
                .toArray();
        failedWeight[at] = failedSum;
        controlWeight[at] = sum;
    }
}

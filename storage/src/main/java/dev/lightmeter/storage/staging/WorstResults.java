package dev.lightmeter.storage.staging;

import dev.lightmeter.core.Control;
import dev.lightmeter.storage.ControlResult;
import java.util.List;
import java.util.TreeMap;

/** The configuration results of one device, of all sources: of each control the worst, as in the score. */
public final class WorstResults {

    private final int slot;
    private final TreeMap<String, ControlResult> byControl = new TreeMap<>();

    public WorstResults(int slot) {
        this.slot = slot;
    }

    /** True if these are the results of that device. */
    public boolean areOf(int someSlot) {
        return slot == someSlot;
    }

    /** Adds what one source says; {@code at} in microseconds. */
    public void add(Control control, long at) {
        byControl.merge(control.id(), new ControlResult(slot, control, Micros.instant(at)), WorstResults::worse);
    }

    /** The results in the order of the ids of their controls. */
    public List<ControlResult> inOrder() {
        return List.copyOf(byControl.values());
    }

    private static ControlResult worse(ControlResult one, ControlResult other) {
        if (one.control().equals(other.control())) return one.at().isAfter(other.at()) ? one : other;
        Control worst =
                StagedDevice.worstById(List.of(one.control(), other.control())).getFirst();
        return worst.equals(one.control()) ? one : other;
    }
}

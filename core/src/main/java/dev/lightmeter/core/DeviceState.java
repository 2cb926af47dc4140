package dev.lightmeter.core;

/** Whether a device counts in the scores (docs/scoring.md section 6). */
public enum DeviceState {
    SCORED("scored"),
    STALE("stale"),
    NEVER_ASSESSED("neverAssessed"),
    EXCLUDED("excluded");

    private final String wire;

    DeviceState(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

package dev.lightmeter.core;

import java.util.Objects;

/**
 * One security configuration control as assessed on one device.
 *
 * @param id also the id of the recommendation that makes it comply
 * @param weight its importance, 1..1000; Defender uses 1..10
 */
public record Control(String id, int weight, boolean failed) {

    /** Keeps the sum over any device within the exact integer range of {@code docs/scoring.md} section 8. */
    public static final int MAX_WEIGHT = 1000;

    public Control {
        Objects.requireNonNull(id, "id");
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight of control " + id + " must lie in 0..1000, got " + weight);
        }
    }
}

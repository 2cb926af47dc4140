package dev.lightmeter.core;

import java.util.Objects;

/**
 * One security configuration control as assessed on one device.
 *
 * @param id also the id of the recommendation that makes it comply
 * @param weight its importance, 1..1000; Defender uses 1..10
 */
public record Control(String id, int weight, Result result) {

    /** Keeps the sum over any device within the exact integer range of {@code docs/scoring.md} section 8. */
    public static final int MAX_WEIGHT = 1000;

    public Control {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(result, "result");
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight of control " + id + " must lie in 0..1000, got " + weight);
        }
    }

    /** What a source says of it. */
    public Control(String id, int weight, boolean failed) {
        this(id, weight, failed ? Result.FAILED : Result.COMPLIANT);
    }

    /** What a control came to on a device. */
    public enum Result {
        COMPLIANT,
        FAILED,
        /** It fails, and an exception says that something else does its work: counts as met. No source says so. */
        EXCEPTED
    }

    /** Whether it counts as failed. */
    public boolean failed() {
        return result == Result.FAILED;
    }

    public boolean isExcepted() {
        return result == Result.EXCEPTED;
    }

    /** The same control with another result. */
    public Control with(Result other) {
        return new Control(id, weight, other);
    }
}

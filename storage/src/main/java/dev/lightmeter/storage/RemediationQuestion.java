package dev.lightmeter.storage;

import dev.lightmeter.core.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** For how long findings were open that are gone: which devices are asked about, and how weaknesses are sorted. */
public final class RemediationQuestion {

    /** The group of a device that nobody asks about. */
    public static final int NOT_ASKED = -1;

    private final int[] groups;
    private final int[] devices;
    private final Severity[] severities;
    private final Instant since;

    private RemediationQuestion(int[] groups, int[] devices, Severity[] severities, Instant since) {
        this.groups = groups;
        this.devices = devices;
        this.severities = severities;
        this.since = since;
    }

    /**
     * Asks about devices as they are.
     *
     * @param groups by slot, the number of the group under which the device counts, or {@link #NOT_ASKED}; devices beyond are
     *     not asked about
     * @param severities by the int of the weakness; {@link Severity#UNKNOWN} beyond
     * @param since only about what went at this time or later
     */
    public static RemediationQuestion of(int[] groups, Severity[] severities, Instant since) {
        return new RemediationQuestion(
                groups.clone(), IntStream.range(0, groups.length).toArray(), severities.clone(), since);
    }

    /** The same where some devices are told as another one. */
    public RemediationQuestion told(IntUnaryOperator survivorOf) {
        int[] survivors = IntStream.range(0, groups.length).map(survivorOf).toArray();
        return new RemediationQuestion(
                Arrays.stream(survivors).map(this::group).toArray(), survivors, severities, since);
    }

    /** The number of the group under which the device in a slot counts, or {@link #NOT_ASKED}. */
    public int group(int slot) {
        return slot < groups.length ? groups[slot] : NOT_ASKED;
    }

    /** The slot of the device as which the one in a slot is told: mostly its own. */
    public int device(int slot) {
        return devices[slot];
    }

    public Severity severity(int weakness) {
        return weakness < severities.length ? severities[weakness] : Severity.UNKNOWN;
    }

    /** Devices have slots below this. */
    public int slots() {
        return groups.length;
    }

    /** Weaknesses from this int on are of unknown severity. */
    public int weaknesses() {
        return severities.length;
    }

    public Instant since() {
        return since;
    }
}

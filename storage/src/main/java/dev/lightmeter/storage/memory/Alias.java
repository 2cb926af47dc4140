package dev.lightmeter.storage.memory;

import dev.lightmeter.core.Control;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A device as one source knows it. Times are microseconds, {@link Micros#NEVER} for none. */
final class Alias {

    /** Weakness and path as one number, to the first sight. */
    final TreeMap<Long, Long> open = new TreeMap<>();

    /** When the store learned of what is open. */
    final Map<Long, Long> recordedAt = new HashMap<>();

    final List<Closed> closed = new ArrayList<>();
    List<Control> controls = List.of();

    /** The report of the newest statement about the attributes. */
    long describedAt = Micros.NEVER;

    /** The newest report about findings. */
    long findingsAt = Micros.NEVER;

    /** When the source last looked for findings. */
    long assessedAt = Micros.NEVER;

    /** The same as an inventory says, which counts only for a source that reports findings at all. */
    long vouchedAt = Micros.NEVER;

    Seen seen = Seen.NEVER;

    /** By the int of the software. */
    final TreeMap<Integer, InstalledSoftware> software = new TreeMap<>();

    /** When the source looked at the controls. */
    long controlsAt = Micros.NEVER;

    private final MemoryDevice device;

    Alias(MemoryDevice device) {
        this.device = device;
    }

    MemoryDevice device() {
        return device;
    }

    /** The last fix of a path; {@link Micros#NEVER} if it was never fixed. */
    long lastFix(long weaknessAndPath) {
        return closed.stream()
                .filter(period -> period.weaknessAndPath() == weaknessAndPath)
                .mapToLong(Closed::fixedAt)
                .max()
                .orElse(Micros.NEVER);
    }

    /** A finding that is over. */
    record Closed(
            long weaknessAndPath, long firstSeen, long lastSeen, long fixedAt, long recordedAt, long fixedRecordedAt) {}
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest event of each finding in a list of changes. A finding may come and go in one list, and one whose device moved to
 * another group is listed twice at the same moment, gone and there: then it is there. A sink takes statements in any order,
 * so only one of them may be told.
 *
 * <p>Findings are known by a 64-bit hash, sixteen bytes for each, in an open table.
 */
final class LatestChanges {

    private static final int MOST = 1 << 25;

    private long[] findings = new long[1 << 12];
    private long[] events = new long[1 << 12];
    private int size;

    /** @param finding see {@link #finding} */
    void learn(long finding, long event) throws IOException {
        if (size * 2 >= findings.length) grow();
        int slot = slot(findings, finding);
        if (findings[slot] == 0) {
            findings[slot] = finding;
            events[slot] = event;
            size++;
        } else {
            events[slot] = Math.max(events[slot], event);
        }
    }

    boolean isLatest(long finding, long event) {
        return events[slot(findings, finding)] == event;
    }

    /** A moment and what happened then; of two at the same moment the one that is there is greater. */
    static long event(@Nullable Instant time, boolean there) {
        long millis = time == null ? 0 : time.toEpochMilli();
        return millis * 2 + (there ? 1 : 0);
    }

    /** A hash of all parts, never 0. */
    static long finding(String... parts) {
        long hash = 0xcbf29ce484222325L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            hash = (hash ^ 0xffff) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    private void grow() throws IOException {
        if (findings.length >= MOST) {
            throw new UnreadableException("lists more than " + MOST / 2 + " changes; import a full export instead");
        }
        long[] oldFindings = findings;
        long[] oldEvents = events;
        findings = new long[oldFindings.length * 2];
        events = new long[oldFindings.length * 2];
        for (int i = 0; i < oldFindings.length; i++) {
            if (oldFindings[i] == 0) continue;
            int slot = slot(findings, oldFindings[i]);
            findings[slot] = oldFindings[i];
            events[slot] = oldEvents[i];
        }
    }

    private static int slot(long[] table, long finding) {
        int mask = table.length - 1;
        int slot = (int) (finding ^ (finding >>> 32)) & mask;
        while (table[slot] != 0 && table[slot] != finding) slot = (slot + 1) & mask;
        return slot;
    }
}

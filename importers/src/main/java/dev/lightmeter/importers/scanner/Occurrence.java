package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a scanner found a weakness.
 *
 * @param device the source's id of the device
 * @param status what the scanner, or somebody in it, says about it
 * @param firstSeen when the scanner first saw it; null if it does not say
 * @param fix what removes it; null if the scanner does not say
 */
record Occurrence(
        String device,
        Software software,
        FindingStatus status,
        @Nullable Instant firstSeen,
        @Nullable SecurityUpdate fix) {

    static Occurrence open(String device, Software software) {
        return new Occurrence(device, software, FindingStatus.OPEN, null, null);
    }

    /** The same, removed by this version; a blank or missing one says nothing. */
    Occurrence fixedIn(@Nullable String version) {
        String label = Texts.labelOrNull(version);
        return label == null ? this : new Occurrence(device, software, status, firstSeen, SecurityUpdate.to(label));
    }

    Occurrence since(@Nullable Instant time) {
        return new Occurrence(device, software, status, time, fix);
    }

    /** To update the software is the way to remove it; nobody knows the way if nobody knows the software. */
    FindingPath path() {
        String recommendation =
                software.product().isEmpty() ? "" : Texts.updateOf(software.vendor(), software.product());
        return new FindingPath(software, recommendation, status, false, null);
    }
}

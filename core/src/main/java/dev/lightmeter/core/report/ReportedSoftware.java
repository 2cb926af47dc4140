package dev.lightmeter.core.report;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of software on a device, with or without weaknesses. The software that findings name need not be told again,
 * unless there is more to say.
 *
 * @param device the source's id of the device
 * @param hasProductCode false if no vulnerability database knows the software by a name of its own (CPE), so that nobody can
 *     say which weaknesses it has
 * @param support null if the source does not say
 * @param supportEnds the day on which support ends or ended; null if the source does not say
 * @param firstSeen when the source first saw it; null if it does not say
 */
public record ReportedSoftware(
        String device,
        Software software,
        boolean hasProductCode,
        @Nullable SupportStatus support,
        @Nullable LocalDate supportEnds,
        @Nullable Instant firstSeen,
        List<String> diskPaths,
        List<String> registryPaths) {

    public ReportedSoftware {
        Objects.requireNonNull(software, "software");
        if (device.isBlank()) throw new IllegalArgumentException("software needs the id of its device");
        diskPaths = List.copyOf(diskPaths);
        registryPaths = List.copyOf(registryPaths);
    }

    /** Software of which only the name is known. */
    public static ReportedSoftware named(String device, Software software) {
        return new ReportedSoftware(device, software, true, null, null, null, List.of(), List.of());
    }
}

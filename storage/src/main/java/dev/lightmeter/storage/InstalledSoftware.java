package dev.lightmeter.storage;

import dev.lightmeter.core.SupportStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A piece of software on a device, as all sources together tell it.
 *
 * @param slot the store's number of the device
 * @param software int of the software in the store's dictionary
 * @param hasProductCode false if nobody can say which weaknesses it has, since no database of weaknesses knows it
 * @param support null if no source says
 * @param supportEnds the day on which support ends or ended; null if no source says
 * @param diskPaths where it lies, in order
 * @param registryPaths the registry keys that tell of it, in order
 */
public record InstalledSoftware(
        int slot,
        int software,
        boolean hasProductCode,
        @Nullable SupportStatus support,
        @Nullable LocalDate supportEnds,
        Instant firstSeen,
        List<String> diskPaths,
        List<String> registryPaths) {

    public InstalledSoftware {
        diskPaths = List.copyOf(diskPaths);
        registryPaths = List.copyOf(registryPaths);
    }

    /** What two statements about the same software say together: no support counts more than support. */
    public InstalledSoftware and(InstalledSoftware other) {
        return new InstalledSoftware(
                slot,
                software,
                hasProductCode || other.hasProductCode,
                worse(support, other.support),
                earlier(supportEnds, other.supportEnds),
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                both(diskPaths, other.diskPaths),
                both(registryPaths, other.registryPaths));
    }

    /** The same, first seen at another time. */
    public InstalledSoftware withFirstSeen(Instant at) {
        return new InstalledSoftware(
                slot, software, hasProductCode, support, supportEnds, at, diskPaths, registryPaths);
    }

    /** The same on another device. */
    public InstalledSoftware on(int otherSlot) {
        return new InstalledSoftware(
                otherSlot, software, hasProductCode, support, supportEnds, firstSeen, diskPaths, registryPaths);
    }

    /** By name, so that a database can say it too: an end before a coming end, both before none, which is before silence. */
    private static @Nullable SupportStatus worse(@Nullable SupportStatus one, @Nullable SupportStatus other) {
        if (one == null || one == other) return other;
        if (other == null || other == SupportStatus.NONE) return one;
        if (one == SupportStatus.NONE) return other;
        return one.name().compareTo(other.name()) < 0 ? one : other;
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isBefore(other) ? one : other;
    }

    private static List<String> both(List<String> one, List<String> other) {
        if (one.equals(other)) return one;
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }
}

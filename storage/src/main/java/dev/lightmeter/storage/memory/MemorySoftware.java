package dev.lightmeter.storage.memory;

import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Text;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts what a report tells of the software on a device into the memory of its source. */
final class MemorySoftware {

    private final Dictionary dictionary;
    private final long time;

    MemorySoftware(Dictionary dictionary, long time) {
        this.dictionary = dictionary;
        this.time = time;
    }

    /** @param whole true if software that is not told any more is gone */
    void apply(Alias alias, List<ReportedSoftware> told, boolean whole) {
        SortedMap<Integer, InstalledSoftware> installed = new TreeMap<>();
        for (ReportedSoftware piece : told) {
            InstalledSoftware said = installed(alias.device().slot(), piece);
            installed.merge(said.software(), said, InstalledSoftware::and);
        }
        installed.replaceAll((piece, said) -> {
            InstalledSoftware known = alias.software.get(piece);
            if (known == null || !known.firstSeen().isBefore(said.firstSeen())) return said;
            return said.withFirstSeen(known.firstSeen());
        });
        if (whole) {
            // who lists software that databases know says nothing about the rest, and the reverse
            Set<Boolean> kinds = installed.values().stream()
                    .map(InstalledSoftware::hasProductCode)
                    .collect(Collectors.toSet());
            alias.software.values().removeIf(known -> kinds.contains(known.hasProductCode()));
        }
        alias.software.putAll(installed);
    }

    private InstalledSoftware installed(int slot, ReportedSoftware piece) {
        long firstSeen = piece.firstSeen() == null ? time : Math.min(Micros.of(piece.firstSeen()), time);
        return new InstalledSoftware(
                slot,
                dictionary.software(Text.storable(piece.software())),
                piece.hasProductCode(),
                piece.support(),
                piece.supportEnds(),
                Micros.instant(firstSeen),
                Text.lines(piece.diskPaths()),
                Text.lines(piece.registryPaths()));
    }
}

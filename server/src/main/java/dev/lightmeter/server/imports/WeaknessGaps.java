package dev.lightmeter.server.imports;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.storage.Store;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is not known of the weaknesses of a report, by no feed and no scanner, when it was stored: their hazards are guesses.
 *
 * @param weaknesses how many the report finds
 * @param withoutCve those that have no CVE id, which no feed can tell anything about
 * @param withoutEpss those without a probability
 * @param withoutCvss those without a base score
 */
public record WeaknessGaps(int weaknesses, int withoutCve, int withoutEpss, int withoutCvss) {

    static WeaknessGaps of(Set<String> weaknesses, Store store) {
        var dictionary = store.dictionary();
        Threats threats = store.threats(weaknesses.stream()
                .map(dictionary::findWeakness)
                .flatMapToInt(OptionalInt::stream)
                .toArray());
        int withoutCve = 0;
        int withoutEpss = 0;
        int withoutCvss = 0;
        for (String weakness : weaknesses) {
            OptionalInt known = dictionary.findWeakness(weakness);
            ThreatFacts facts = known.isPresent() ? threats.of(known.getAsInt()) : null;
            if (!weakness.startsWith("CVE-")) withoutCve++;
            if (facts == null || !facts.hasEpss()) withoutEpss++;
            if (facts == null || !facts.hasCvss()) withoutCvss++;
        }
        return new WeaknessGaps(weaknesses.size(), withoutCve, withoutEpss, withoutCvss);
    }
}

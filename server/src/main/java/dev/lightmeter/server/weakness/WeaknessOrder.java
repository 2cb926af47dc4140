package dev.lightmeter.server.weakness;

import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.storage.query.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The weaknesses of one dictionary in the order of their ids. Sorted again only when there are more of them. */
final class WeaknessOrder {

    /** Guarded by this. */
    private Integer[] byId = {};

    /** All that the dictionary names by now; always the same dictionary. */
    IntStream weaknesses(Dictionary dictionary) {
        return Stream.of(upToDate(dictionary)).mapToInt(Integer::intValue);
    }

    private synchronized Integer[] upToDate(Dictionary dictionary) {
        int known = byId.length;
        int all = dictionary.weaknesses();
        if (all > known) {
            Integer[] grown = Arrays.copyOf(byId, all);
            for (int weakness = known; weakness < all; weakness++) grown[weakness] = weakness;
            // what was sorted before stays one run, so that a few new ones cost little
            Arrays.sort(grown, Comparator.comparing(dictionary::weaknessName, Type.WORD::compare));
            byId = grown;
        }
        return byId;
    }
}

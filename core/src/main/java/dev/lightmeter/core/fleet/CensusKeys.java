package dev.lightmeter.core.fleet;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What belongs to a path: its product, its product with version, whether it is open, and attacked. */
final class CensusKeys {

    final List<Software> software = new ArrayList<>();
    final List<String> products = new ArrayList<>();
    /** How many there are. Fixed here, for the dictionary grows while others import. */
    final int weaknesses;

    final int recommendations;
    final int[] softwareByPath;
    final int[] productByPath;
    final boolean[] alertByPath;
    final boolean[] exposedByPath;
    final Map<String, Integer> productInts = new HashMap<>();

    CensusKeys(Scoreboard board) {
        weaknesses = board.hazards().ordinary.length;
        recommendations = board.fleet().dictionary().recommendations();
        int paths = board.hazards().recommendation.length;
        softwareByPath = new int[paths];
        productByPath = new int[paths];
        alertByPath = new boolean[paths];
        exposedByPath = new boolean[paths];
        Map<Software, Integer> softwareInts = new HashMap<>();
        for (int path = 0; path < paths; path++) {
            FindingPath words = board.fleet().dictionary().path(path);
            alertByPath[path] = words.alert();
            exposedByPath[path] = words.status().isExposed();
            softwareByPath[path] = softwareInts.computeIfAbsent(words.software(), added -> add(software, added));
            productByPath[path] =
                    productInts.computeIfAbsent(words.software().productId(), added -> add(products, added));
        }
    }

    private static <T> int add(List<T> list, T added) {
        list.add(added);
        return list.size() - 1;
    }
}

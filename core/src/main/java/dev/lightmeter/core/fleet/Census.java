package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Software;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who is exposed through what, counted over the devices that count in the scores: by weakness, by product, by
 * recommendation. A device is exposed through a path that is not fixed, not affected or a false positive; an exception does
 * not make it less exposed.
 */
public final class Census {

    private final Scoreboard board;
    private final CensusKeys keys;
    private final CensusCount count;
    /** The distinct pairs of weakness (upper half) and path through which some device is exposed, ascending. */
    private final long[] pairs;

    private final PairIndex pairsByProduct;
    private final PairIndex pairsByRecommendation;
    private final List<Product> products;
    private final List<Concern> concerns;

    private Census(Scoreboard board, CensusKeys keys, CensusCount count) {
        this.board = board;
        this.keys = keys;
        this.count = count;
        this.pairs = count.pairs.sorted();
        this.pairsByProduct = new PairIndex(pairs, keys.productByPath);
        this.pairsByRecommendation = new PairIndex(pairs, board.hazards().recommendation);
        this.products = findProducts();
        this.concerns = findConcerns();
    }

    /**
     * A piece of software, whatever its version, that some finding names.
     *
     * @param id {@link Software#productId}
     * @param devices devices that have it
     * @param exposedDevices of these, the ones that are exposed through it
     * @param weaknesses weaknesses to which it exposes them
     */
    public record Product(String id, String vendor, String name, int devices, int exposedDevices, int weaknesses) {}

    /**
     * One version of a product.
     *
     * @param devices devices that have it
     * @param weaknesses weaknesses to which it exposes them
     */
    public record Version(Software software, int devices, int weaknesses) {}

    /**
     * A recommendation that is for some device.
     *
     * @param devices those that are exposed through its paths, and those that fail its control, be it under an exception
     * @param highValueDevices of these, the ones of high value
     * @param internetFacingDevices of these, the ones that face the internet
     */
    public record Concern(String recommendation, int devices, int highValueDevices, int internetFacingDevices) {}

    static Census of(Scoreboard board, Workers workers) {
        CensusKeys keys = board.keys();
        CensusCount whole = new CensusCount(board, keys);
        workers.each(board.scores().length, () -> new CensusCount(board, keys), CensusCount::block)
                .forEach(whole::merge);
        return new Census(board, keys, whole);
    }

    /** The weaknesses to which some device is exposed, in the ints of the dictionary. */
    public BitSet weaknesses() {
        BitSet exposed = new BitSet();
        for (long pair : pairs) exposed.set((int) (pair >> 32));
        return exposed;
    }

    /** How many devices are exposed to a weakness. */
    public int devicesExposedTo(int weakness) {
        return weakness < count.byWeakness.length ? count.byWeakness[weakness] : 0;
    }

    /** All products that findings name, by id. */
    public List<Product> products() {
        return products;
    }

    public Optional<Product> product(String id) {
        return products.stream()
                .filter(product -> product.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /** The versions of a product, by their text. */
    public List<Version> versions(Product product) {
        long[] exposures = exposuresThrough(product);
        return IntStream.range(0, keys.software.size())
                .filter(software -> count.bySoftware[software] > 0
                        && keys.software.get(software).productId().equals(product.id()))
                .mapToObj(software -> new Version(
                        keys.software.get(software),
                        count.bySoftware[software],
                        weaknessesIn(Arrays.stream(exposures)
                                .filter(pair -> keys.softwareByPath[(int) pair] == software)
                                .toArray())))
                .sorted(Comparator.comparing(version -> version.software().version()))
                .toList();
    }

    /** The recommendations that are for some device, by id. */
    public List<Concern> concerns() {
        return concerns;
    }

    /** The recommendation with this id, in any letter case; empty if it is for no device. */
    public Optional<Concern> concern(String recommendation) {
        return concerns.stream()
                .filter(concern -> concern.recommendation().equalsIgnoreCase(recommendation))
                .findFirst();
    }

    /** How many devices a recommendation is for: those that are exposed through its paths, and those that fail its control. */
    public int devicesConcernedBy(String recommendation) {
        OptionalInt known = board.fleet().dictionary().findRecommendation(recommendation);
        // a recommendation younger than this scoreboard concerns none of its devices
        return known.isPresent() && known.getAsInt() < count.byRecommendation.length
                ? count.byRecommendation[known.getAsInt()]
                : 0;
    }

    /**
     * Through what the product exposes devices to what: the distinct pairs of weakness (upper half) and path (lower half),
     * ascending.
     */
    public long[] exposuresThrough(Product product) {
        return pairsByProduct.of(keys.productInts.getOrDefault(product.id(), -1));
    }

    /** The same for what a recommendation removes. */
    public long[] exposuresThrough(Concern concern) {
        OptionalInt known = board.fleet().dictionary().findRecommendation(concern.recommendation());
        return pairsByRecommendation.of(known.orElse(-1));
    }

    /** Through which paths devices are exposed to a weakness: pairs as above. */
    public long[] exposuresTo(int weakness) {
        return Arrays.copyOfRange(pairs, place((long) weakness << 32), place(((long) weakness + 1) << 32));
    }

    private int place(long pair) {
        int found = Arrays.binarySearch(pairs, pair);
        return found >= 0 ? found : ~found;
    }

    /** The weaknesses to which paths of this kind expose some device. */
    public BitSet weaknessesThrough(IntPredicate path) {
        BitSet through = new BitSet();
        for (long pair : pairs) if (path.test((int) pair)) through.set((int) (pair >> 32));
        return through;
    }

    /** The paths through which some device is exposed. */
    public BitSet paths() {
        BitSet exposed = new BitSet();
        for (long pair : pairs) exposed.set((int) pair);
        return exposed;
    }

    private List<Product> findProducts() {
        Map<String, Software> named = new HashMap<>();
        for (int software = 0; software < keys.software.size(); software++) {
            if (count.bySoftware[software] == 0) continue;
            // the same product may be spelled in several ways; which one is shown must not depend on the order of
            // arrival
            named.merge(
                    keys.software.get(software).productId(),
                    keys.software.get(software),
                    (one, other) -> spelling(one).compareTo(spelling(other)) <= 0 ? one : other);
        }
        List<Product> found = new ArrayList<>();
        for (int product = 0; product < keys.products.size(); product++) {
            String id = keys.products.get(product);
            Software name = named.get(id);
            if (name == null || id.isEmpty()) continue;
            found.add(new Product(
                    id,
                    name.vendor(),
                    name.product(),
                    count.byProduct[product],
                    count.exposedByProduct[product],
                    weaknessesIn(pairsByProduct.of(product))));
        }
        found.sort(Comparator.comparing(Product::id));
        return List.copyOf(found);
    }

    private List<Concern> findConcerns() {
        Dictionary dictionary = board.fleet().dictionary();
        return IntStream.range(0, count.byRecommendation.length)
                .filter(r -> count.byRecommendation[r] > 0
                        && !dictionary.recommendationId(r).isEmpty())
                .mapToObj(r -> new Concern(
                        dictionary.recommendationId(r),
                        count.byRecommendation[r],
                        count.highValueByRecommendation[r],
                        count.facingByRecommendation[r]))
                .sorted(Comparator.comparing(Concern::recommendation))
                .toList();
    }

    /** How many weaknesses are in pairs that ascend. */
    private static int weaknessesIn(long[] pairs) {
        return (int) Arrays.stream(pairs).map(pair -> pair >> 32).distinct().count();
    }

    private static String spelling(Software software) {
        return software.vendor() + "\n" + software.product();
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who is exposed through what, counted over the devices that count in the scores: by weakness, by product, by
 * recommendation. A device is exposed through a path that is not fixed, not affected or a false positive; an exception does
 * not make it less exposed.
 */
public final class Census {

    private final Scoreboard board;
    private final Keys keys;
    private final Count count;
    /** The distinct pairs of weakness (upper half) and path through which some device is exposed, ascending. */
    private final long[] pairs;

    private final List<Product> products;

    private Census(Scoreboard board, Keys keys, Count count) {
        this.board = board;
        this.keys = keys;
        this.count = count;
        this.pairs = count.pairs.sorted();
        this.products = findProducts();
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

    static Census of(Scoreboard board, Workers workers) {
        Keys keys = new Keys(board);
        Count whole = new Count(board, keys);
        workers.each(board.scores().length, () -> new Count(board, keys), Count::block)
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
        return IntStream.range(0, keys.software.size())
                .filter(software -> count.bySoftware[software] > 0
                        && keys.software.get(software).productId().equals(product.id()))
                .mapToObj(software -> new Version(
                        keys.software.get(software),
                        count.bySoftware[software],
                        weaknessesThrough(path -> keys.softwareByPath[path] == software)
                                .cardinality()))
                .sorted(Comparator.comparing(version -> version.software().version()))
                .toList();
    }

    /** How many devices a recommendation is for: those that are exposed through its paths, and those that fail its control. */
    public int devicesConcernedBy(String recommendation) {
        return count.byRecommendation[board.fleet().dictionary().recommendation(recommendation)];
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

    int[] productByPath() {
        return keys.productByPath;
    }

    int productCount() {
        return keys.products.size();
    }

    String productId(int product) {
        return keys.products.get(product);
    }

    private List<Product> findProducts() {
        BitSet[] weaknesses = new BitSet[keys.products.size()];
        for (long pair : pairs) {
            int product = keys.productByPath[(int) pair];
            if (weaknesses[product] == null) weaknesses[product] = new BitSet();
            weaknesses[product].set((int) (pair >> 32));
        }
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
                    weaknesses[product] == null ? 0 : weaknesses[product].cardinality()));
        }
        found.sort(Comparator.comparing(Product::id));
        return List.copyOf(found);
    }

    private static String spelling(Software software) {
        return software.vendor() + "\n" + software.product();
    }

    /** What belongs to a path: its product, and its product with version. */
    private static final class Keys {

        final List<Software> software = new ArrayList<>();
        final List<String> products = new ArrayList<>();
        final int[] softwareByPath;
        final int[] productByPath;

        Keys(Scoreboard board) {
            int paths = board.hazards().recommendation.length;
            softwareByPath = new int[paths];
            productByPath = new int[paths];
            Map<Software, Integer> softwareInts = new HashMap<>();
            Map<String, Integer> productInts = new HashMap<>();
            for (int path = 0; path < paths; path++) {
                FindingPath words = board.fleet().dictionary().path(path);
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

    /** One worker's count. The stamps tell what was counted for the device at hand already. */
    private static final class Count {

        private final Fleet fleet;
        private final ScoreBlock[] scores;
        private final int[] recommendationByPath;
        private final Keys keys;
        private final boolean[] exposed;
        final int[] byWeakness;
        final int[] bySoftware;
        final int[] byProduct;
        final int[] exposedByProduct;
        final int[] byRecommendation;
        private final int[] softwareStamp;
        private final int[] productStamp;
        private final int[] exposedStamp;
        private final int[] recommendationStamp;
        final LongSet pairs = new LongSet();

        Count(Scoreboard board, Keys keys) {
            fleet = board.fleet();
            scores = board.scores();
            recommendationByPath = board.hazards().recommendation;
            this.keys = keys;
            exposed = new boolean[keys.softwareByPath.length];
            for (int path = 0; path < exposed.length; path++) {
                exposed[path] = fleet.dictionary().path(path).status().isExposed();
            }
            byWeakness = new int[fleet.dictionary().weaknesses()];
            bySoftware = new int[keys.software.size()];
            byProduct = new int[keys.products.size()];
            exposedByProduct = new int[byProduct.length];
            byRecommendation = new int[fleet.dictionary().recommendations()];
            softwareStamp = stamps(bySoftware.length);
            productStamp = stamps(byProduct.length);
            exposedStamp = stamps(byProduct.length);
            recommendationStamp = stamps(byRecommendation.length);
        }

        void block(int b) {
            DeviceBlock block = fleet.blocks()[b];
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                if (scores[b].counts(at)) device(block, at, b << DeviceBlock.BITS | at);
            }
        }

        private void device(DeviceBlock block, int at, int slot) {
            FindingColumns findings = block.findings;
            for (int i = findings.start[at]; i < findings.end[at]; i++) {
                int code = findings.paths[i];
                boolean isExposed = false;
                if (PathSets.isSingle(code)) {
                    isExposed = path(findings.weakness[i], code, slot);
                } else {
                    for (int path : fleet.pathSets().members(code)) {
                        isExposed |= path(findings.weakness[i], path, slot);
                    }
                }
                if (isExposed) byWeakness[findings.weakness[i]]++;
            }
            int[] controls = block.failedControls[at];
            for (int c = 0; c < controls.length; c += 2) {
                countOnce(byRecommendation, recommendationStamp, controls[c], slot);
            }
        }

        private boolean path(int weakness, int path, int slot) {
            countOnce(bySoftware, softwareStamp, keys.softwareByPath[path], slot);
            int product = keys.productByPath[path];
            countOnce(byProduct, productStamp, product, slot);
            if (!exposed[path]) return false;
            countOnce(exposedByProduct, exposedStamp, product, slot);
            countOnce(byRecommendation, recommendationStamp, recommendationByPath[path], slot);
            pairs.add((long) weakness << 32 | path);
            return true;
        }

        void merge(Count other) {
            add(byWeakness, other.byWeakness);
            add(bySoftware, other.bySoftware);
            add(byProduct, other.byProduct);
            add(exposedByProduct, other.exposedByProduct);
            add(byRecommendation, other.byRecommendation);
            pairs.addAll(other.pairs);
        }

        private static void countOnce(int[] counts, int[] stamps, int key, int slot) {
            if (stamps[key] == slot) return;
            stamps[key] = slot;
            counts[key]++;
        }

        private static int[] stamps(int length) {
            int[] stamps = new int[length];
            Arrays.fill(stamps, -1);
            return stamps;
        }

        private static void add(int[] to, int[] from) {
            for (int i = 0; i < from.length; i++) to[i] += from[i];
        }
    }

    /** Distinct longs of 0 and above, in a table with open addressing: asked once for every finding of the fleet. */
    private static final class LongSet {

        private static final long EMPTY = -1;

        private long[] table = empty(1 << 10);
        private int size;

        void add(long value) {
            int mask = table.length - 1;
            int at = (int) ((value * 0x9E3779B97F4A7C15L) >>> 32) & mask;
            while (table[at] != EMPTY) {
                if (table[at] == value) return;
                at = at + 1 & mask;
            }
            table[at] = value;
            if (++size > table.length / 2) grow();
        }

        void addAll(LongSet others) {
            for (long value : others.table) if (value != EMPTY) add(value);
        }

        long[] sorted() {
            return Arrays.stream(table).filter(value -> value != EMPTY).sorted().toArray();
        }

        private void grow() {
            long[] before = table;
            table = empty(before.length * 2);
            size = 0;
            for (long value : before) if (value != EMPTY) add(value);
        }

        private static long[] empty(int length) {
            long[] empty = new long[length];
            Arrays.fill(empty, EMPTY);
            return empty;
        }
    }
}

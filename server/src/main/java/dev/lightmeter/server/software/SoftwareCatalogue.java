package dev.lightmeter.server.software;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** All software on the devices of one scoreboard that count, with what it exposes them to. */
public final class SoftwareCatalogue {

    /** Makes it of a scoreboard; it is kept with the scoreboard. */
    public static final Function<Scoreboard, SoftwareCatalogue> MAKER = SoftwareCatalogue::new;

    private final Scoreboard board;
    private final Map<String, Product> byId = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private SoftwareCatalogue(Scoreboard board) {
        this.board = board;
        Map<String, Long> impacts = new HashMap<>();
        for (Impact impact : board.productImpacts().of(board.organisation())) {
            impacts.put(impact.recommendation(), impact.impactNano());
        }
        for (Census.Product counted : board.census().products()) {
            byId.put(counted.id(), product(counted, impacts.getOrDefault(counted.id(), 0L)));
        }
    }

    /** All of it, by id. */
    public Stream<Product> all() {
        return byId.values().stream();
    }

    /** The product with this id, in any letter case. */
    public Optional<Product> named(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The same; a problem if there is none. */
    public Product required(String id) {
        return named(id).orElseThrow(() -> new ProblemException(Problem.resourceNotFound("software", id)));
    }

    /** What it exposes devices to: weakness in the upper half, path in the lower, ascending. */
    public long[] exposuresThrough(Product product) {
        return board.census().exposuresThrough(counted(product));
    }

    /** The products that remedies for these exposures are about. */
    public List<Product> productsIn(long[] exposures) {
        return LongStream.of(exposures)
                .mapToObj(pair -> software((int) pair).productId())
                .distinct()
                .sorted()
                .flatMap(id -> named(id).stream())
                .toList();
    }

    /** How many devices have one of these products. */
    public int devicesWith(List<Product> products) {
        if (products.isEmpty()) return 0;
        if (products.size() == 1) return counted(products.getFirst()).devices();
        return (int) devices(products, 0).count();
    }

    /** The devices that have one of these products, from a slot on. */
    IntStream devices(List<Product> products, int fromSlot) {
        List<String> ids = products.stream().map(Product::id).toList();
        BitSet paths = new BitSet();
        for (int path = 0; path < board.fleet().dictionary().paths(); path++) {
            paths.set(path, ids.contains(software(path).productId()));
        }
        return board.devicesWith(fromSlot, (weakness, path) -> paths.get(path));
    }

    /** What is on the device in a slot, if it counts. */
    Stream<Product> onDevice(int slot) {
        return productsIn(board.paths(slot)).stream();
    }

    Stream<Distribution> distributions(Product product) {
        return board.census().versions(counted(product)).stream()
                .map(version ->
                        new Distribution(version.software().version(), version.devices(), version.weaknesses()));
    }

    private Product product(Census.Product counted, long impactNano) {
        long[] exposures = board.census().exposuresThrough(counted);
        return new Product(
                counted.id(),
                counted.name(),
                counted.vendor(),
                counted.weaknesses(),
                LongStream.of(exposures).anyMatch(pair -> hasExploit((int) (pair >> 32))),
                LongStream.of(exposures)
                        .anyMatch(pair ->
                                board.fleet().dictionary().path((int) pair).alert()),
                counted.exposedDevices(),
                Decimals.asDouble(impactNano));
    }

    private boolean hasExploit(int weakness) {
        ThreatFacts facts = board.threats().of(weakness);
        return facts != null && facts.evidence().hasExploit();
    }

    private Census.Product counted(Product product) {
        return board.census().product(product.id()).orElseThrow();
    }

    private Software software(int path) {
        return board.fleet().dictionary().path(path).software();
    }
}

package dev.lightmeter.server.software;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.FindingTest;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.storage.Store;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** All software on the devices of one scoreboard that count, with what it exposes them to. */
public final class SoftwareCatalogue {

    /** Devices that are looked at together when inventories have to be asked. */
    private static final int SLOTS_AT_ONCE = 4_096;

    private final Scoreboard board;
    private final Installed installed;
    private final Map<String, Product> byId = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    SoftwareCatalogue(Scoreboard board, Store store) {
        this.board = board;
        this.installed = new Installed(board, store);
        Map<String, Long> impacts = new HashMap<>();
        for (Impact impact : board.productImpacts().of(board.organisation())) {
            impacts.put(impact.recommendation(), impact.impactNano());
        }
        for (Census.Product counted : board.census().products()) {
            byId.put(counted.id(), product(counted, impacts.getOrDefault(counted.id(), 0L)));
        }
        installed.byProduct().forEach((id, count) -> {
            Software spelling = count.spelling();
            byId.putIfAbsent(id, new Product(id, spelling.product(), spelling.vendor(), 0, false, false, 0, 0));
        });
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
        return counted(product).map(board.census()::exposuresThrough).orElse(new long[0]);
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
        if (products.size() == 1) {
            Product product = products.getFirst();
            return counted(product).map(Census.Product::devices).orElse(0) + devicesWithoutFindings(product);
        }
        return (int) devices(products, 0).count();
    }

    /** The devices that have one of these products, from a slot on. */
    IntStream devices(List<Product> products, int fromSlot) {
        List<String> ids = products.stream().map(Product::id).toList();
        BitSet paths = new BitSet();
        for (int path = 0; path < board.fleet().dictionary().paths(); path++) {
            paths.set(path, ids.contains(software(path).productId()));
        }
        FindingTest ofProducts = (weakness, path) -> paths.get(path);
        if (products.stream().allMatch(product -> devicesWithoutFindings(product) == 0)) {
            return board.devicesWith(fromSlot, ofProducts);
        }
        Set<String> wanted = Set.copyOf(ids);
        int slots = board.fleet().slots();
        return IntStream.iterate(fromSlot, from -> from < slots, from -> from + SLOTS_AT_ONCE)
                .flatMap(from -> {
                    int to = Math.min(slots, from + SLOTS_AT_ONCE);
                    BitSet having = new BitSet();
                    board.devicesWith(from, ofProducts)
                            .takeWhile(slot -> slot < to)
                            .forEach(having::set);
                    installed.devices(wanted, from, to).forEach(having::set);
                    return having.stream();
                });
    }

    private int devicesWithoutFindings(Product product) {
        Installed.Count count = installed.byProduct().get(product.id());
        return count == null ? 0 : count.devices();
    }

    /** What is on the device in a slot, if it counts. */
    Stream<Product> onDevice(int slot) {
        Set<String> ids = installed.on(slot);
        productsIn(board.paths(slot)).forEach(product -> ids.add(product.id()));
        return ids.stream().flatMap(id -> named(id).stream());
    }

    Stream<Distribution> distributions(Product product) {
        Map<String, Distribution> byVersion = new TreeMap<>();
        counted(product)
                .map(board.census()::versions)
                .orElse(List.of())
                .forEach(version -> byVersion.merge(
                        version.software().version(),
                        new Distribution(version.software().version(), version.devices(), version.weaknesses()),
                        Distribution::and));
        Installed.Count count = installed.byProduct().get(product.id());
        if (count != null) {
            count.byVersion()
                    .forEach((version, devices) ->
                            byVersion.merge(version, new Distribution(version, devices, 0), Distribution::and));
        }
        return byVersion.values().stream();
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

    /** Empty if no finding names it. */
    private Optional<Census.Product> counted(Product product) {
        return board.census().product(product.id());
    }

    private Software software(int path) {
        return board.fleet().dictionary().path(path).software();
    }
}

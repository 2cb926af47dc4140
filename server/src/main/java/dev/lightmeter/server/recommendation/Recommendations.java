package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.recommendation.Recommendation.Reach;
import dev.lightmeter.server.software.Product;
import dev.lightmeter.server.software.SoftwareCatalogue;
import dev.lightmeter.server.software.SoftwareCatalogues;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All recommendations that are for some device of one scoreboard. */
final class Recommendations {

    private final Scoreboard board;
    private final SoftwareCatalogue software;
    private final Map<String, Recommendation> byId = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Recommendations(Scoreboard board, SoftwareCatalogue software, Remedies remedies) {
        this.board = board;
        this.software = software;
        Map<String, Long> impacts = new HashMap<>();
        for (Impact impact : board.impacts().of(board.organisation())) {
            impacts.put(impact.recommendation(), impact.impactNano());
        }
        for (Census.Concern concern : board.census().concerns()) {
            String id = concern.recommendation();
            byId.put(id, recommendation(concern, remedies, impacts.getOrDefault(id, 0L)));
        }
    }

    /** Makes them of a scoreboard; to be kept with it. */
    static Function<Scoreboard, Recommendations> maker(
            Store store, SoftwareCatalogues catalogues, Supplier<Fixes> fixes) {
        return board -> new Recommendations(
                board, catalogues.of(board), new Remedies(board, fixes.get(), store.controlDescriptions()));
    }

    /** All of them, by id. */
    Stream<Recommendation> all() {
        return byId.values().stream();
    }

    /** The recommendation with this id, in any letter case; a problem if it is for no device. */
    Recommendation required(String id) {
        Recommendation found = byId.get(id);
        if (found == null) throw new ProblemException(Problem.resourceNotFound("recommendation", id));
        return found;
    }

    /** The software that it is about; none if it is about a control. */
    List<Product> productsOf(Recommendation recommendation) {
        return software.productsIn(exposuresOf(recommendation));
    }

    /** The devices on which it is to be done, from a slot on. */
    IntStream devices(Recommendation recommendation, int fromSlot) {
        Dictionary dictionary = board.fleet().dictionary();
        boolean[] paths = new boolean[dictionary.paths()];
        for (int path = 0; path < paths.length; path++) {
            paths[path] = dictionary.path(path).recommendation().equals(recommendation.id());
        }
        if (board.secureScore().control(recommendation.id()).isEmpty()) {
            return board.devicesExposed(fromSlot, (weakness, path) -> paths[path]);
        }
        return IntStream.range(fromSlot, board.fleet().slots())
                .filter(slot ->
                        board.state(slot).filter(DeviceState.SCORED::equals).isPresent())
                .filter(slot -> fails(slot, recommendation.id())
                        || Arrays.stream(board.exposures(slot)).anyMatch(pair -> paths[(int) pair]));
    }

    /** What is to be done on the device in a slot, if it counts. */
    Stream<Recommendation> onDevice(int slot) {
        if (board.state(slot).filter(DeviceState.SCORED::equals).isEmpty()) return Stream.empty();
        Device device = board.fleet().device(slot).orElseThrow();
        Map<String, TreeSet<Integer>> weaknesses = new TreeMap<>();
        for (long pair : board.exposures(slot)) {
            String id = board.fleet().dictionary().path((int) pair).recommendation();
            if (!id.isEmpty()) {
                weaknesses.computeIfAbsent(id, added -> new TreeSet<>()).add((int) (pair >> 32));
            }
        }
        device.controls().stream()
                .filter(control -> control.failed())
                .forEach(control -> weaknesses.computeIfAbsent(control.id(), added -> new TreeSet<>()));
        return weaknesses.entrySet().stream().map(entry -> required(entry.getKey())
                .onDevice(entry.getValue().size(), device.value() == DeviceValue.HIGH, device.internetFacing()));
    }

    private boolean fails(int slot, String control) {
        return board.fleet().device(slot).orElseThrow().controls().stream()
                .anyMatch(result -> result.failed() && result.id().equals(control));
    }

    private long[] exposuresOf(Recommendation recommendation) {
        return board.census()
                .concern(recommendation.id())
                .map(board.census()::exposuresThrough)
                .orElseThrow();
    }

    private Recommendation recommendation(Census.Concern concern, Remedies remedies, long impactNano) {
        long[] exposures = board.census().exposuresThrough(concern);
        var control = board.secureScore().control(concern.recommendation());
        int weaknesses = (int)
                Arrays.stream(exposures).map(pair -> pair >> 32).distinct().count();
        int total =
                control.isPresent() ? control.get().assessed() : software.devicesWith(software.productsIn(exposures));
        Remedies.Found found = remedies.of(concern, exposures);
        return new Recommendation(
                concern.recommendation(),
                found.target(),
                found.remedy(),
                found.threat(),
                new Reach(
                        weaknesses,
                        Math.max(total, concern.devices()),
                        concern.devices(),
                        concern.highValueDevices(),
                        impactNano,
                        control.map(score -> score.gainNano()).orElse(0L)));
    }
}

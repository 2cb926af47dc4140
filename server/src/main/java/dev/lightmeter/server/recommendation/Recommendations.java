package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.RemediationException;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
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
        return devices(recommendation.id(), path -> paths[path], Recommendations::isUnmet, fromSlot);
    }

    private IntStream devices(String id, IntPredicate paths, Predicate<Control> controls, int fromSlot) {
        if (board.secureScore().control(id).isEmpty()) {
            return board.devicesExposed(fromSlot, (weakness, path) -> paths.test(path));
        }
        return IntStream.range(fromSlot, board.fleet().slots())
                .filter(slot ->
                        board.state(slot).filter(DeviceState.SCORED::equals).isPresent())
                .filter(slot -> has(slot, id, controls)
                        || Arrays.stream(board.exposures(slot)).anyMatch(pair -> paths.test((int) pair)));
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
                .filter(Recommendations::isUnmet)
                .forEach(control -> weaknesses.computeIfAbsent(control.id(), added -> new TreeSet<>()));
        return weaknesses.entrySet().stream().map(entry -> required(entry.getKey())
                .onDevice(entry.getValue().size(), device.value() == DeviceValue.HIGH, device.internetFacing()));
    }

    /** An exception does not make a device less exposed, nor does it make a control comply. */
    private static boolean isUnmet(Control control) {
        return control.failed() || control.isExcepted();
    }

    private boolean has(int slot, String id, Predicate<Control> controls) {
        return board.fleet().device(slot).orElseThrow().controls().stream()
                .anyMatch(control -> control.id().equals(id) && controls.test(control));
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
                        exposedAfterExceptions(concern, exposures),
                        concern.highValueDevices(),
                        impactNano,
                        control.map(score -> score.gainNano()).orElse(0L)));
    }

    /**
     * Defender's count leaves out devices where something else stands in for the remediation; a risk that is accepted is
     * there as before.
     */
    private int exposedAfterExceptions(Census.Concern concern, long[] exposures) {
        Dictionary dictionary = board.fleet().dictionary();
        BitSet compensated = new BitSet();
        for (long pair : exposures) {
            if (isCompensated(dictionary.path((int) pair))) compensated.set((int) pair);
        }
        boolean isControl =
                board.secureScore().control(concern.recommendation()).isPresent();
        if (compensated.isEmpty() && !isControl) return concern.devices(); // nearly always
        BitSet left = new BitSet();
        for (long pair : exposures) if (!compensated.get((int) pair)) left.set((int) pair);
        return (int)
                devices(concern.recommendation(), left::get, Control::failed, 0).count();
    }

    private boolean isCompensated(FindingPath path) {
        RemediationException exception = path.exception();
        return exception != null
                && exception.justification().isCompensating()
                && exception.holdsOn(LocalDate.ofInstant(board.asOf(), ZoneOffset.UTC));
    }
}

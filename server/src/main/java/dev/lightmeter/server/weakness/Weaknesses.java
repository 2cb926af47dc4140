package dev.lightmeter.server.weakness;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.Store;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The weaknesses that a caller may know of: what the feeds describe, which is public, and what the devices that the caller
 * sees are exposed to.
 */
final class Weaknesses {

    private final Scoreboard board;
    private final Store store;
    /** In the order of their ids. */
    private final int[] known;

    private final BitSet isKnown;

    private Weaknesses(Scoreboard board, Store store, WeaknessOrder order) {
        this.board = board;
        this.store = store;
        this.isKnown = board.census().weaknesses();
        for (int weakness : store.published()) isKnown.set(weakness);
        this.known = order.weaknesses(board.fleet().dictionary())
                .filter(isKnown::get)
                .toArray();
    }

    /** Makes them of a scoreboard; to be kept with it. */
    static Function<Scoreboard, Weaknesses> maker(Store store) {
        WeaknessOrder order = new WeaknessOrder();
        return board -> new Weaknesses(board, store, order);
    }

    /** All of them by id, without their texts. */
    Stream<Vulnerability> all() {
        return rows(Arrays.stream(known));
    }

    /** Some of them, without their texts. */
    Stream<Vulnerability> rows(IntStream weaknesses) {
        return weaknesses.mapToObj(this::row);
    }

    /** The weakness with this id, in any letter case, with its text. */
    Optional<Vulnerability> named(String id) {
        return find(id).map(weakness -> withTexts(List.of(row(weakness))).getFirst());
    }

    /** The int of the weakness with this id, in any letter case. */
    Optional<Integer> find(String id) {
        Dictionary dictionary = board.fleet().dictionary();
        OptionalInt exact = dictionary.findWeakness(id);
        if (exact.isEmpty()) exact = dictionary.findWeakness(id.toUpperCase(Locale.ROOT));
        if (exact.isPresent() && isKnown.get(exact.getAsInt())) return Optional.of(exact.getAsInt());
        return Arrays.stream(known)
                .filter(weakness -> dictionary.weaknessName(weakness).equalsIgnoreCase(id))
                .boxed()
                .findFirst();
    }

    /** The same rows with their texts. */
    List<Vulnerability> withTexts(List<Vulnerability> rows) {
        int[] weaknesses = rows.stream().mapToInt(Vulnerability::weakness).toArray();
        Map<String, WeaknessText> byId = new HashMap<>();
        for (WeaknessText text : store.texts(weaknesses)) byId.put(text.weakness(), text);
        return rows.stream().map(row -> row.with(byId.get(row.id()))).toList();
    }

    private Vulnerability row(int weakness) {
        String id = board.fleet().dictionary().weaknessName(weakness);
        ThreatFacts facts = board.threats().of(weakness);
        return new Vulnerability(
                weakness,
                id,
                facts == null ? ThreatFacts.unknown(id) : facts,
                board.census().devicesExposedTo(weakness),
                null);
    }
}

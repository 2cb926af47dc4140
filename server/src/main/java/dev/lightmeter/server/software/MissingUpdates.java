package dev.lightmeter.server.software;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.Fixes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The security updates that devices of one scoreboard lack: those that would remove a weakness to which they are exposed. */
final class MissingUpdates {

    /** Exposures that an update would remove, as pairs of weakness and path, ascending. */
    private final long[] pairs;
    /** Which update, by the place of the pair. */
    private final int[] updateOfPair;

    private final List<MissingUpdate> updates;

    private MissingUpdates(Scoreboard board, Fixes fixes) {
        Dictionary dictionary = board.fleet().dictionary();
        Map<String, Integer> numbers = new HashMap<>();
        List<Found> found = new ArrayList<>();
        Map<Long, Integer> byPair = new HashMap<>();
        exposures(board).forEach(pair -> {
            int weakness = (int) (pair >> 32);
            FindingPath path = dictionary.path((int) pair);
            SecurityUpdate fix = fixes.of(weakness, dictionary.softwareOf((int) pair));
            String id = fix == null ? null : fix.id();
            if (fix == null || id == null) return;
            int number = numbers.computeIfAbsent(id, added -> {
                found.add(new Found(added));
                return found.size() - 1;
            });
            found.get(number).add(fix, weakness, path.software().product());
            byPair.put(pair, number);
        });
        this.pairs =
                byPair.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        this.updateOfPair = Arrays.stream(pairs).mapToInt(byPair::get).toArray();
        int[] devices = board.devicesExposedBy(found.size(), this::update);
        this.updates = IntStream.range(0, devices.length)
                .mapToObj(number -> found.get(number).missedOn(devices[number]))
                .toList();
    }

    /** Makes them of a scoreboard; to be kept with it. */
    static Function<Scoreboard, MissingUpdates> maker(Supplier<Fixes> fixes) {
        return board -> new MissingUpdates(board, fixes.get());
    }

    /** The updates that would remove some of these exposures. */
    Stream<MissingUpdate> against(long[] exposures) {
        return LongStream.of(exposures)
                .mapToInt(pair -> update((int) (pair >> 32), (int) pair))
                .filter(number -> number >= 0)
                .distinct()
                .mapToObj(updates::get);
    }

    private int update(int weakness, int path) {
        int place = Arrays.binarySearch(pairs, (long) weakness << 32 | path);
        return place < 0 ? -1 : updateOfPair[place];
    }

    private static LongStream exposures(Scoreboard board) {
        return board.census().weaknesses().stream()
                .mapToObj(weakness -> board.census().exposuresTo(weakness))
                .flatMapToLong(LongStream::of);
    }

    /** One update while its exposures are gathered. */
    private static final class Found {

        private final String id;
        private final BitSet weaknesses = new BitSet();
        private final TreeSet<String> products = new TreeSet<>();
        /** Of several spellings the first in the alphabet, whatever the order of arrival. */
        private @Nullable String name;

        private @Nullable String url;

        Found(String id) {
            this.id = id;
        }

        void add(SecurityUpdate fix, int weakness, String product) {
            weaknesses.set(weakness);
            if (!product.isEmpty()) products.add(product);
            name = first(name, fix.name());
            url = first(url, fix.url());
        }

        MissingUpdate missedOn(int devices) {
            return new MissingUpdate(id, name, List.copyOf(products), url, devices, weaknesses.cardinality());
        }

        private static @Nullable String first(@Nullable String one, @Nullable String other) {
            if (one == null || other == null) return one == null ? other : one;
            return one.compareTo(other) <= 0 ? one : other;
        }
    }
}

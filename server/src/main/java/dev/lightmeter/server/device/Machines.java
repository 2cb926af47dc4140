package dev.lightmeter.server.device;

import static dev.lightmeter.server.device.MachineSet.OF_SCOREBOARD;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.odata.Page;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/**
 * The machines of one view. What the scoreboard knows decides first which devices are worth asking the store about: counting
 * and leafing through a fleet of a million devices reads no more than one page from it.
 */
final class Machines {

    private static final int LEAST_AT_ONCE = 256;
    private static final int MOST_AT_ONCE = 8_192;

    private final Scoreboard board;
    private final RbacGroups groups;
    private final Store store;
    private final Instant now;

    Machines(Scoreboard board, Store store, Instant now) {
        this.board = board;
        this.groups = RbacGroups.of(board);
        this.store = store;
        this.now = now;
    }

    /** The slots of the devices with these ids or names, ascending; a problem with status 404 if the caller does not see one. */
    static int[] slots(Scoreboard board, Set<String> idsOrNames) {
        Map<String, Integer> byId = new HashMap<>();
        idsOrNames.forEach(id -> byId.put(id.toLowerCase(Locale.ROOT), -1));
        for (int slot = 0; slot < board.fleet().slots(); slot++) {
            int here = slot;
            board.fleet()
                    .device(slot)
                    .ifPresent(device -> byId.replace(device.id().toLowerCase(Locale.ROOT), here));
        }
        return idsOrNames.stream()
                .mapToInt(id -> {
                    int known = byId.getOrDefault(id.toLowerCase(Locale.ROOT), -1);
                    return known >= 0 ? known : NamedDevice.slot(board, id);
                })
                .sorted()
                .distinct()
                .toArray();
    }

    /** The machines in some slots, in their order. A slot without a visible device is left out. */
    List<Machine> at(int... slots) {
        return store.records(slots).stream()
                .filter(known -> isVisible(known.slot()))
                .map(known -> bare(known.slot()).with(known))
                .toList();
    }

    /** One page of the machines that fulfil a condition, beside that of the query. */
    Page<Machine> page(Query<Machine> query, Filter<Machine> also) {
        Filter<Machine> filter = Filter.all(List.of(also, query.filter()));
        if (query.isOrdered()) return query.page(rows(0, Long.MAX_VALUE, 0, filter).stream());
        int from = SlotPages.start(query);
        long wanted = query.rows() + 1L; // one more tells whether there is another page
        OptionalLong count = query.count() ? OptionalLong.of(count(filter)) : OptionalLong.empty();
        List<Machine> rows = isOfScoreboard(filter)
                ? at(candidates(from, filter).skip(query.skip()).limit(wanted).toArray())
                : rows(query.skip(), wanted, from, filter);
        return SlotPages.cut(query, rows, Machine::slot, count);
    }

    /** How many machines fulfil a condition. */
    long count(Filter<Machine> filter) {
        if (isOfScoreboard(filter)) return candidates(0, filter).count();
        long[] count = new long[1];
        walk(0, MOST_AT_ONCE, filter, machine -> ++count[0] > 0);
        return count[0];
    }

    private List<Machine> rows(long skip, long most, int from, Filter<Machine> filter) {
        List<Machine> rows = new ArrayList<>();
        long[] left = {skip};
        walk(from, Math.clamp(most, LEAST_AT_ONCE, MOST_AT_ONCE), filter, machine -> {
            if (left[0]-- > 0) return true;
            rows.add(machine);
            return rows.size() < most;
        });
        return rows;
    }

    /** Hands out the machines that fulfil a condition from a slot on, until {@code more} is false. */
    private void walk(int from, int atOnce, Filter<Machine> filter, Predicate<Machine> more) {
        Filter<Machine> ofStore = filter.conjunctsBeyond(OF_SCOREBOARD).pushable();
        Predicate<DeviceRecord> next = known -> {
            if (!isVisible(known.slot())) return true;
            Machine machine = bare(known.slot()).with(known);
            return !filter.test(machine) || more.test(machine);
        };
        if (!ofStore.equals(Filter.everything())) {
            store.forEachRecord(from, MachineSet.inStore(ofStore), next);
            return;
        }
        boolean _ = candidates(from, filter.conjunctsOver(OF_SCOREBOARD))
                .boxed()
                .gather(Gatherers.windowFixed(atOnce))
                .map(slots -> slots.stream().mapToInt(Integer::intValue).toArray())
                .flatMap(slots -> store.records(slots).stream())
                .allMatch(next);
    }

    private static boolean isOfScoreboard(Filter<Machine> filter) {
        return filter.conjunctsBeyond(OF_SCOREBOARD).equals(Filter.everything());
    }

    /** @param filter looks at nothing but what the scoreboard knows */
    private IntStream candidates(int from, Filter<Machine> filter) {
        return IntStream.range(from, Math.max(from, board.fleet().slots()))
                .filter(slot -> isVisible(slot) && filter.test(bare(slot)));
    }

    private boolean isVisible(int slot) {
        return board.state(slot).isPresent();
    }

    private Machine bare(int slot) {
        Device device = board.fleet().device(slot).orElseThrow();
        boolean counts = board.state(slot).filter(DeviceState.SCORED::equals).isPresent();
        return new Machine(
                slot,
                device,
                counts ? Level.ofScore(board.deviceScore(slot) * 100L) : null,
                groups.of(slot),
                groups.nameOrNull(slot),
                null,
                now);
    }
}

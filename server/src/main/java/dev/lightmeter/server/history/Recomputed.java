package dev.lightmeter.server.history;

import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.Store;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What today's knowledge would have said at a past moment: the findings that were open then, with the facts, rules, groups and
 * descriptions of devices of today. Scored some devices at a time, so that no second fleet fills the memory; sums of parts
 * are the sums of the whole.
 */
final class Recomputed {

    private static final int AT_ONCE = 1 << 16;

    private final Store store;

    Recomputed(Store store) {
        this.store = store;
    }

    /** The sums of each device group, by its number, over the devices of a scoreboard of today that were there by then. */
    SortedMap<Integer, Sums> at(Moment moment, Scoreboard today) {
        Fleet empty = Fleet.empty(
                        today.fleet().dictionary(),
                        today.fleet().rules(),
                        today.groups().stream()
                                .map(GroupScore::group)
                                .filter(Objects::nonNull)
                                .toList())
                .under(decisions(moment, today));
        Scorer scorer = new Scorer(today.parameters());
        SortedMap<Integer, Sums> sums = new TreeMap<>();
        for (int from = 0; from < today.fleet().slots(); from += AT_ONCE) {
            int first = from;
            int[] slots = IntStream.range(
                            from, Math.min(from + AT_ONCE, today.fleet().slots()))
                    .filter(slot -> today.fleet().device(slot).isPresent())
                    .toArray();
            Fleet.Builder part = empty.builder(List.of());
            store.forEachDeviceAt(
                    moment,
                    slots,
                    device -> part.put(
                            new FleetDevice(
                                    device.slot() - first, device.device(), device.weaknesses(), device.paths()),
                            today.fleet().groupOf(device.slot())));
            scorer.score(part.build(), today.threats(), moment.at()).groups().forEach(score -> {
                DeviceGroup group = score.group();
                if (group != null) sums.merge(group.id(), Sums.of(score), Sums::plus);
            });
        }
        return sums;
    }

    /** What had been decided by then. Statements of others are knowledge, so all of today's count. */
    private Decisions decisions(Moment moment, Scoreboard today) {
        List<RiskException> made = store.exceptions().all().stream()
                .flatMap(exception -> exception.at(moment.at()).stream())
                .toList();
        return Decisions.of(
                made,
                store.vex().all(),
                store.aliases(),
                today.parameters(),
                LocalDate.ofInstant(moment.at(), ZoneOffset.UTC));
    }
}

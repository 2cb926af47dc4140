package dev.lightmeter.server.standing;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.Feed;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How everybody stands at one moment.
 *
 * @param all the organisation first, then every device group that has devices or rules
 * @param catalogueLoaded whether CISA's catalogue was ever loaded; without it nobody is known to be free of what stands in it
 */
public record Standings(Instant asOf, List<Standing> all, boolean catalogueLoaded) {

    /** Kept with the scoreboard: finding the exposed devices takes a pass over the fleet. */
    private static final Function<Scoreboard, Standings> MAKER = Standings::make;

    public Standings {
        all = List.copyOf(all);
    }

    /** The standings that a scoreboard tells; made once for each. */
    public static Standings of(Scoreboard board) {
        return board.derived(MAKER);
    }

    public Standing organisation() {
        return all.getFirst();
    }

    /** The organisation or a device group by its name, in any letter case. */
    public Optional<Standing> named(String name) {
        return all.stream()
                .filter(standing -> standing.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Standings make(Scoreboard board) {
        BitSet exploited = knownExploited(board);
        Map<DeviceGroup, Integer> devices = new HashMap<>();
        if (!exploited.isEmpty()) {
            board.devicesExposed(0, (weakness, path) -> exploited.get(weakness))
                    .forEach(slot -> devices.merge(board.fleet().groupOf(slot), 1, Integer::sum));
        }
        int everywhere = devices.values().stream().mapToInt(Integer::intValue).sum();
        boolean byRules = !board.fleet().rules().ranked().isEmpty();
        Stream<Standing> groups = board.groups().stream()
                .filter(score -> score.devices() + score.excluded() > 0 || (byRules && !isUnassigned(score)))
                .map(score -> new Standing(score, devices.getOrDefault(score.group(), 0)));
        return new Standings(
                board.asOf(),
                Stream.concat(Stream.of(new Standing(board.organisation(), everywhere)), groups)
                        .toList(),
                board.feeds().stream().anyMatch(edition -> edition.feed() == Feed.KEV));
    }

    private static boolean isUnassigned(GroupScore score) {
        return DeviceGroup.UNASSIGNED.equals(score.group());
    }

    private static BitSet knownExploited(Scoreboard board) {
        Dictionary dictionary = board.fleet().dictionary();
        BitSet exploited = new BitSet();
        for (int weakness = 0; weakness < dictionary.weaknesses(); weakness++) {
            ThreatFacts facts = board.threats().of(weakness);
            if (facts != null && facts.evidence().knownExploited() && !facts.rejected()) exploited.set(weakness);
        }
        return exploited;
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.report.FeedEdition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sites hand on so that their scores can be put together exactly: sums by device group, and no finding. Merging any
 * partition of a fleet, in any order, gives what the whole gives. Source: docs/scoring.md section 7.4.
 *
 * @param parameters the version of the parameters; sums of another version mean something else
 * @param tailPct which share of the weight the worst devices are
 * @param sources whose sums these are
 * @param groups by the name of the device group
 */
public record SiteSums(String parameters, int tailPct, List<Source> sources, Map<String, DeviceSums> groups) {

    public SiteSums {
        if (tailPct < 1 || tailPct > 100) {
            throw new IllegalArgumentException("the worst devices are 1 to 100 percent, got " + tailPct);
        }
        sources = sources.stream()
                .sorted(Comparator.comparing(Source::site).thenComparing(Source::asOf))
                .toList();
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    }

    /** A site, the time of its scores, and the editions of the feeds behind them. */
    public record Source(String site, Instant asOf, List<FeedEdition> feeds) {

        public Source {
            if (site.isBlank()) throw new IllegalArgumentException("a site needs a name");
            feeds = List.copyOf(feeds);
        }
    }

    /** The sums of a scoreboard: of all groups that it tells of and that have devices. */
    public static SiteSums of(String site, Scoreboard board) {
        Map<String, DeviceSums> groups = new TreeMap<>();
        Map<Integer, Map<Integer, Long>> histograms = histograms(board);
        for (GroupScore score : board.groups()) {
            if (score.devices() + score.excluded() == 0)
                continue; // nothing to add, and it may tell of what is not seen
            groups.put(score.name(), DeviceSums.of(score, histograms.getOrDefault(board.indexOf(score), Map.of())));
        }
        return new SiteSums(
                board.parameters().version(),
                board.parameters().tailPct(),
                List.of(new Source(site, board.asOf(), board.feeds())),
                groups);
    }

    /**
     * These and others together.
     *
     * @throws IllegalArgumentException if they rest on other parameters, or a site stands in both
     */
    public SiteSums merge(SiteSums other) {
        if (!parameters.equals(other.parameters) || tailPct != other.tailPct) {
            throw new IllegalArgumentException("sums of parameters " + parameters + " and " + other.parameters
                    + " mean different things and cannot be merged");
        }
        for (Source source : other.sources) {
            if (sources.stream().anyMatch(own -> own.site().equals(source.site()))) {
                throw new IllegalArgumentException("the site " + source.site() + " would count twice");
            }
        }
        List<Source> all = new ArrayList<>(sources);
        all.addAll(other.sources);
        Map<String, DeviceSums> merged = new TreeMap<>(groups);
        other.groups.forEach((name, sums) -> merged.merge(name, sums, DeviceSums::merge));
        return new SiteSums(parameters, tailPct, all, merged);
    }

    /** The sums over all groups. */
    public DeviceSums organisation() {
        return groups.values().stream().reduce(DeviceSums.NONE, DeviceSums::merge);
    }

    private static Map<Integer, Map<Integer, Long>> histograms(Scoreboard board) {
        Map<Integer, Map<Integer, Long>> byGroup = new TreeMap<>();
        DeviceBlock[] blocks = board.fleet().blocks();
        for (int b = 0; b < blocks.length; b++) {
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                if (!board.scores()[b].counts(at)) continue;
                long weight = board.parameters().weights().of(blocks[b].value[at]);
                byGroup.computeIfAbsent(blocks[b].group[at], added -> new TreeMap<>())
                        .merge(board.scores()[b].score[at], weight, Long::sum);
            }
        }
        return byGroup;
    }
}

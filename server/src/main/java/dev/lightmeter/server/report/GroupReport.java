package dev.lightmeter.server.report;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Attribution.Carried;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.server.standing.Standing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a page tells of one device group.
 *
 * @param actions what saves most, each alone, largest first
 * @param worst the worst devices, worst first
 * @param carriers what carries most of the score, largest first
 * @param past scores of the last month, oldest first; fewer than two if nothing is known of it
 */
record GroupReport(
        Scoreboard board,
        Standing standing,
        List<Action> actions,
        List<WorstDevice> worst,
        List<Carrier> carriers,
        List<Past.Point> past) {

    private static final int TOP = 5;
    private static final Duration MONTH = Duration.ofDays(30);

    GroupReport {
        actions = List.copyOf(actions);
        worst = List.copyOf(worst);
        carriers = List.copyOf(carriers);
        past = List.copyOf(past);
    }

    /** Something to do, and by how many 1e-9 points the score falls if it alone is done. */
    record Action(String name, int devices, long savesNano) {}

    /** A device with its score in 1e-9 points. */
    record WorstDevice(Device device, long scoreNano) {}

    /**
     * A weakness with the part of the score that it carries, in 1e-9 points.
     *
     * @param facts null for the configuration
     */
    record Carrier(String name, long carriesNano, @Nullable ThreatFacts facts) {}

    /**
     * Puts the page of one group together; takes a pass over its devices.
     *
     * @param names what recommendations say to people
     */
    static GroupReport of(Scoreboard board, Standing standing, UnaryOperator<String> names, Past past) {
        Function<Carried, Carrier> carrier = carried -> carried.key().equals(DeviceExplanation.CONFIGURATION)
                ? new Carrier("Settings that fail their checks", carried.shareNano(), null)
                : new Carrier(carried.key(), carried.shareNano(), board.facts(carried.key()));
        return new GroupReport(
                board,
                standing,
                board.impacts().of(standing.score()).stream()
                        .filter(impact -> impact.impactNano() > 0)
                        .limit(TOP)
                        .map(impact ->
                                new Action(names.apply(impact.recommendation()), impact.devices(), impact.impactNano()))
                        .toList(),
                worst(board, standing),
                board.attribution(standing.score()).byWeakness().stream()
                        .filter(carried -> carried.shareNano() > 0)
                        .limit(TOP)
                        .map(carrier)
                        .toList(),
                past.since(standing.score(), board.asOf().minus(MONTH)));
    }

    private static List<WorstDevice> worst(Scoreboard board, Standing standing) {
        Fleet fleet = board.fleet();
        return IntStream.range(0, fleet.slots())
                .filter(slot ->
                        board.state(slot).filter(DeviceState.SCORED::equals).isPresent()
                                && board.deviceScore(slot) > 0
                                && (standing.score().group() == null
                                        || fleet.groupOf(slot)
                                                .equals(standing.score().group())))
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(slot -> -board.deviceScore(slot))
                        .thenComparing(slot -> fleet.device(slot).orElseThrow().id()))
                .limit(TOP)
                .map(slot -> new WorstDevice(fleet.device(slot).orElseThrow(), board.deviceScore(slot) * 100L))
                .toList();
    }
}

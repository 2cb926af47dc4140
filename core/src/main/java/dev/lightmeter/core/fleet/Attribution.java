package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.ExposureModel.AttributionKey;
import dev.lightmeter.core.score.Shares;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who carries how much of the score of a group: by device, by weakness, by recommendation. Each of the three adds up to
 * {@link GroupScore#weighted} exactly. Source: docs/scoring.md section 7.
 */
public final class Attribution {

    private final GroupScore group;
    private final Map<String, Long> byDevice = new HashMap<>();
    private final Map<String, Long> byWeakness = new HashMap<>();
    private final Map<String, Long> byRecommendation = new HashMap<>();

    private Attribution(GroupScore group) {
        this.group = group;
    }

    /**
     * What one device, weakness or recommendation carries.
     *
     * @param weighted in units of weight times 1e-7 points; all of them add up to {@link GroupScore#weighted}
     * @param shareNano the same in 1e-9 points; all of them add up to {@link GroupScore#score}
     */
    public record Carried(String key, long weighted, long shareNano) {}

    /** What every device that counts carries, largest first. */
    public List<Carried> byDevice() {
        return sorted(byDevice);
    }

    /** What every weakness carries, largest first; the configuration is one of them. */
    public List<Carried> byWeakness() {
        return sorted(byWeakness);
    }

    /** What every recommendation carries, largest first. */
    public List<Carried> byRecommendation() {
        return sorted(byRecommendation);
    }

    static Attribution of(Scoreboard board, GroupScore group) {
        Attribution attribution = new Attribution(group);
        Fleet fleet = board.fleet();
        for (int slot = 0; slot < fleet.slots(); slot++) {
            boolean counts =
                    board.state(slot).filter(DeviceState.SCORED::equals).isPresent();
            if (counts && (group.group() == null || fleet.groupOf(slot).equals(group.group()))) {
                attribution.add(
                        board.explain(slot),
                        board.parameters()
                                .weights()
                                .of(fleet.device(slot).orElseThrow().value()));
            }
        }
        return attribution;
    }

    private void add(DeviceExplanation explanation, int weight) {
        Device device = explanation.device();
        for (DeviceExplanation.Part part : explanation.parts()) {
            long carried = weight * part.shareE7();
            byDevice.merge(AttributionKey.DEVICE.of(device, part), carried, Long::sum);
            byWeakness.merge(AttributionKey.WEAKNESS.of(device, part), carried, Long::sum);
            byRecommendation.merge(AttributionKey.RECOMMENDATION.of(device, part), carried, Long::sum);
        }
    }

    private List<Carried> sorted(Map<String, Long> carried) {
        List<String> keys = List.copyOf(carried.keySet());
        long[] weighted =
                keys.stream().mapToLong(key -> carried.getOrDefault(key, 0L)).toArray();
        long[] shares = Shares.split(group.score().orElse(0), weighted, keys);
        return IntStream.range(0, weighted.length)
                .mapToObj(i -> new Carried(keys.get(i), weighted[i], shares[i]))
                .sorted(Comparator.comparingLong(Carried::weighted).reversed().thenComparing(Carried::key))
                .toList();
    }
}

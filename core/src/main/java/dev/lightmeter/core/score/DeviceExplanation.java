package dev.lightmeter.core.score;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The score of one device and everything it is made of.
 *
 * @param hazardNano H, the summed hazard in 1e-9
 * @param scoreE7 S in 1e-7 points, also for a device that does not count because it is stale
 * @param parts what makes up the score, largest first; their shares add up to {@code scoreE7} exactly
 */
public record DeviceExplanation(Device device, DeviceState state, long hazardNano, int scoreE7, List<Part> parts) {

    /** Key of the part that stands for the configuration of the device. */
    public static final String CONFIGURATION = "config";

    public DeviceExplanation {
        parts = List.copyOf(parts);
    }

    public Level level() {
        return Level.ofScore(scoreE7 * 100L);
    }

    /**
     * Shares of the score in 1e-7 points by what removes them; the empty id if nothing is known that does. The share of the
     * configuration is split over the controls that fail, by their weight.
     */
    public Map<String, Long> byRecommendation() {
        Map<String, Long> shares = new TreeMap<>();
        for (Part part : parts) {
            if (part.key().equals(CONFIGURATION)) {
                byControl(part.shareE7()).forEach((control, share) -> shares.merge(control, share, Long::sum));
            } else {
                shares.merge(part.recommendation(), part.shareE7(), Long::sum);
            }
        }
        return shares;
    }

    private Map<String, Long> byControl(long share) {
        Map<String, Long> weights = new TreeMap<>();
        for (Control control : device.controls()) {
            if (control.failed()) weights.merge(control.id(), (long) control.weight(), Long::sum);
        }
        List<String> ids = List.copyOf(weights.keySet());
        long[] split = Shares.split(
                share, weights.values().stream().mapToLong(Long::longValue).toArray(), ids);
        Map<String, Long> shares = new TreeMap<>();
        for (int i = 0; i < split.length; i++) shares.put(ids.get(i), split[i]);
        return shares;
    }

    /**
     * One weakness on the device, or its configuration.
     *
     * @param key id of the weakness, or {@link #CONFIGURATION}
     * @param recommendation what removes its worst path; empty if nothing is known
     * @param hazardNano that of the worst path, in 1e-9
     * @param shareE7 its share of the score, in 1e-7 points
     * @param wouldSaveE7 how much the score falls if this part alone goes away; never more than the share plus rounding
     */
    public record Part(String key, String recommendation, long hazardNano, long shareE7, long wouldSaveE7) {}
}

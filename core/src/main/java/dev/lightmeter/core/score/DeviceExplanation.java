package dev.lightmeter.core.score;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import java.util.List;

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

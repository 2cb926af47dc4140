package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import org.jspecify.annotations.Nullable;

/** The results for the devices of one {@link DeviceBlock}. Not changed once its scoreboard is published. */
final class ScoreBlock {

    /** Null where there is no device. */
    final @Nullable DeviceState[] state;
    /** Device score in 1e-7 points, also of devices that do not count. */
    final int[] score;
    /** Summed hazard in 1e-9. */
    final long[] hazard;

    ScoreBlock() {
        state = new DeviceState[DeviceBlock.SIZE];
        score = new int[DeviceBlock.SIZE];
        hazard = new long[DeviceBlock.SIZE];
    }

    ScoreBlock(ScoreBlock other) {
        state = other.state.clone();
        score = other.score.clone();
        hazard = other.hazard.clone();
    }

    /** The same scores without those of devices that are not in the block. Shares all but the states: for reading only. */
    ScoreBlock(ScoreBlock other, DeviceBlock visible) {
        state = other.state.clone();
        score = other.score;
        hazard = other.hazard;
        for (int at = 0; at < DeviceBlock.SIZE; at++) if (visible.device[at] == null) state[at] = null;
    }

    boolean counts(int at) {
        return state[at] == DeviceState.SCORED;
    }
}

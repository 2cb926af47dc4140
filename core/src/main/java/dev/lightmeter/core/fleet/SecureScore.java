package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.score.Formula;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Secure Score for Devices, in points: per control its weight times the share of its assessed devices that comply, summed
 * over controls. Higher is better. Source: docs/scoring.md section 10.
 *
 * @param pointsNano points in 1e-9
 * @param maximumNano points if every device complied, in 1e-9
 * @param controls what each control gives, by id
 */
public record SecureScore(long pointsNano, long maximumNano, List<ControlScore> controls) {

    private static final long NANO = 1_000_000_000L;

    public SecureScore {
        controls = List.copyOf(controls);
    }

    /**
     * One control over all devices.
     *
     * @param weight its importance; the largest, where devices disagree
     * @param assessed devices on which it was looked at
     * @param compliant of these, the ones that do not fail it
     */
    public record ControlScore(String id, int weight, int assessed, int compliant) {

        /** Points in 1e-9 that it gives now. */
        public long pointsNano() {
            return Formula.divide(maximumNano() * compliant, assessed);
        }

        /** Points in 1e-9 that it would give if every device complied. */
        public long maximumNano() {
            return weight * NANO;
        }

        /** Points in 1e-9 that would be won if every device complied. */
        public long gainNano() {
            return maximumNano() - pointsNano();
        }

        private static ControlScore of(Control control) {
            return new ControlScore(control.id(), control.weight(), 1, control.failed() ? 0 : 1);
        }

        private ControlScore and(ControlScore other) {
            return new ControlScore(
                    id, Math.max(weight, other.weight), assessed + other.assessed, compliant + other.compliant);
        }
    }

    /** What the control with this id gives; empty if no device that counts was assessed for it. */
    public Optional<ControlScore> control(String id) {
        return controls.stream().filter(control -> control.id().equals(id)).findFirst();
    }

    static SecureScore of(Scoreboard board) {
        Map<String, ControlScore> controls = new TreeMap<>();
        DeviceBlock[] blocks = board.fleet().blocks();
        for (int b = 0; b < blocks.length; b++) {
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                Device device = blocks[b].device[at];
                if (blocks[b].controlWeight[at] == 0 || device == null || !board.scores()[b].counts(at)) continue;
                for (Control control : device.controls()) {
                    controls.merge(control.id(), ControlScore.of(control), ControlScore::and);
                }
            }
        }
        long points = 0;
        long maximum = 0;
        for (ControlScore control : controls.values()) {
            points += control.pointsNano();
            maximum += control.maximumNano();
        }
        return new SecureScore(points, maximum, List.copyOf(controls.values()));
    }
}

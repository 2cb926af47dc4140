package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.score.Formula;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secure Score for Devices, in points: per control its weight times the share of its assessed devices that comply, summed
 * over controls. Higher is better. Source: docs/scoring.md section 10.
 *
 * @param pointsNano points in 1e-9
 * @param maximumNano points if every device complied, in 1e-9
 */
public record SecureScore(long pointsNano, long maximumNano) {

    private static final long NANO = 1_000_000_000L;

    static SecureScore of(Scoreboard board) {
        Map<String, Compliance> controls = new TreeMap<>();
        DeviceBlock[] blocks = board.fleet().blocks();
        for (int b = 0; b < blocks.length; b++) {
            for (int at = 0; at < DeviceBlock.SIZE; at++) {
                Device device = blocks[b].device[at];
                if (blocks[b].controlWeight[at] == 0 || device == null || !board.scores()[b].counts(at)) continue;
                for (Control control : device.controls()) {
                    controls.merge(control.id(), Compliance.of(control), Compliance::and);
                }
            }
        }
        long points = 0;
        long maximum = 0;
        for (Compliance compliance : controls.values()) {
            points += Formula.divide(compliance.weight * NANO * compliance.compliant, compliance.assessed);
            maximum += compliance.weight * NANO;
        }
        return new SecureScore(points, maximum);
    }

    /** One control over all devices; where devices disagree about its weight, the largest counts. */
    private record Compliance(long weight, long compliant, long assessed) {

        static Compliance of(Control control) {
            return new Compliance(control.weight(), control.failed() ? 0 : 1, 1);
        }

        Compliance and(Compliance other) {
            return new Compliance(
                    Math.max(weight, other.weight), compliant + other.compliant, assessed + other.assessed);
        }
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.decision.Decisions;
import java.util.Arrays;
import java.util.List;

/** Lays decisions over the findings of single devices. */
final class DecidedFindings {

    private DecidedFindings() {}

    /** The device as it counts; the very same one if no decision concerns it. */
    static FleetDevice of(FleetDevice said, int group, Decisions decisions, Dictionary dictionary) {
        List<Control> controls = decisions.over(group, said.device().controls());
        boolean sameControls = controls.equals(said.device().controls());
        Device device = sameControls ? said.device() : said.device().withControls(controls);
        int[] counting = null;
        for (int i = 0; i < said.paths().length; i++) {
            String weakness = dictionary.weaknessName(said.weaknesses()[i]);
            FindingPath path = dictionary.path(said.paths()[i]);
            FindingPath counts = decisions.over(said.device(), group, weakness, path);
            if (counts.equals(path)) continue;
            if (counting == null) counting = said.paths().clone();
            counting[i] = dictionary.path(counts);
        }
        if (counting == null && sameControls) return said;
        return counting == null
                ? new FleetDevice(said.slot(), device, said.weaknesses(), said.paths())
                : distinct(said.slot(), device, said.weaknesses(), counting);
    }

    /** Two paths that differed in what the sources said may be one by now. */
    private static FleetDevice distinct(int slot, Device device, int[] weaknesses, int[] paths) {
        long[] pairs = new long[paths.length];
        for (int i = 0; i < pairs.length; i++) pairs[i] = (long) weaknesses[i] << 32 | paths[i];
        return FleetDevice.of(
                slot, device, Arrays.stream(pairs).sorted().distinct().toArray());
    }
}

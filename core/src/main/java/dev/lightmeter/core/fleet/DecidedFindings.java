package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.decision.Decisions;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Lays decisions over the findings of single devices, and takes them off again. Pairs are a weakness in the upper half and a
 * path in the lower half.
 */
@SuppressWarnings("ArrayRecordComponent") // both go on into columns; identity is never compared
final class DecidedFindings {

    private final Decisions decisions;
    private final Dictionary dictionary;

    DecidedFindings(Decisions decisions, Dictionary dictionary) {
        this.decisions = decisions;
        this.dictionary = dictionary;
    }

    /**
     * A device as it counts.
     *
     * @param said what the sources say in place of the pairs to which a decision led; enough to take the decisions off again,
     *     and little, where few paths are decided
     */
    record Counting(FleetDevice device, long[] said) {}

    /** What a device counts as; the very same one if no decision concerns it. */
    Counting over(FleetDevice said, int group) {
        var controls = decisions.over(group, said.device().controls());
        boolean sameControls = controls.equals(said.device().controls());
        Device device = sameControls ? said.device() : said.device().withControls(controls);
        long[] before = pairs(said);
        long[] after =
                Arrays.stream(before).map(pair -> over(device, group, pair)).toArray();
        long[] decided = IntStream.range(0, before.length)
                .filter(i -> after[i] != before[i])
                .mapToLong(i -> after[i])
                .sorted()
                .toArray();
        if (decided.length == 0) {
            FleetDevice same = new FleetDevice(said.slot(), device, said.weaknesses(), said.paths());
            return new Counting(sameControls ? said : same, DeviceBlock.NOTHING);
        }
        long[] behind = IntStream.range(0, before.length)
                .filter(i -> contains(decided, after[i]))
                .mapToLong(i -> before[i])
                .toArray();
        // two paths that differed in what the sources said may be one by now
        long[] distinct = Arrays.stream(after).sorted().distinct().toArray();
        return new Counting(FleetDevice.of(said.slot(), device, distinct), behind);
    }

    /** What the sources say of a device on which these decisions lie, while it is in this group. */
    FleetDevice beneath(Counting counting, int group) {
        FleetDevice counts = counting.device();
        Device device = counts.device();
        if (device.controls().stream().anyMatch(Control::isExcepted)) {
            device = device.withControls(device.controls().stream()
                    .map(control -> control.isExcepted() ? control.with(Control.Result.FAILED) : control)
                    .toList());
        }
        Device named = device;
        long[] decided = Arrays.stream(counting.said())
                .map(pair -> over(named, group, pair))
                .sorted()
                .toArray();
        long[] said = LongStream.concat(
                        Arrays.stream(pairs(counts)).filter(pair -> !contains(decided, pair)),
                        Arrays.stream(counting.said()))
                .sorted()
                .toArray();
        return FleetDevice.of(counts.slot(), device, said);
    }

    private long over(Device device, int group, long pair) {
        var said = dictionary.path((int) pair);
        var counts = decisions.over(device, group, dictionary.weaknessName((int) (pair >> 32)), said);
        return counts.equals(said) ? pair : pair(pair >> 32, dictionary.path(counts));
    }

    private static long[] pairs(FleetDevice device) {
        return IntStream.range(0, device.paths().length)
                .mapToLong(i -> pair(device.weaknesses()[i], device.paths()[i]))
                .toArray();
    }

    private static long pair(long weakness, int path) {
        return weakness << 32 | path;
    }

    private static boolean contains(long[] ascending, long pair) {
        return Arrays.binarySearch(ascending, pair) >= 0;
    }
}

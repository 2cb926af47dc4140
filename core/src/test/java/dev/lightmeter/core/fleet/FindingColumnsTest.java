package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingColumnsTest {

    private static final int DEVICES = 16;
    private static final Software SOFTWARE = new Software("vendor", "product", "1");

    private final Dictionary dictionary = new Dictionary();
    private final PathSets pathSets = new PathSets();
    private final int plain = dictionary.path(FindingPath.open(SOFTWARE, "update"));
    private final int alerted = dictionary.path(new FindingPath(SOFTWARE, "update", FindingStatus.OPEN, true, null));
    private final FindingColumns columns = new FindingColumns(DEVICES);

    @Test
    void putsPlainWeaknessesFirstAndEachWeaknessOnce() {
        columns.set(3, device(new int[] {1, 2, 2, 5}, new int[] {plain, plain, alerted, plain}), dictionary, pathSets);

        assertThat(columns.plainEnd[3] - columns.start[3]).isEqualTo(2);
        assertThat(weaknesses(3)).containsExactly(1, 5, 2);
        assertThat(pathSets.paths(columns.paths[columns.plainEnd[3]])).containsExactly(plain, alerted);
        assertThat(weaknesses(2)).isEmpty();
    }

    @Test
    void keepsTheFindingsOfAllDevicesThroughManyReplacements() {
        SplittableRandom random = new SplittableRandom(11);
        int[][] said = new int[DEVICES][0];
        for (int i = 0; i < 1_000; i++) {
            int at = random.nextInt(DEVICES);
            said[at] = random.ints(random.nextInt(50), 0, 1_000)
                    .sorted()
                    .distinct()
                    .toArray();
            columns.set(at, device(said[at], plainPaths(said[at].length)), dictionary, pathSets);
            if (random.nextInt(10) == 0) columns.settle();
        }
        columns.settle();

        for (int at = 0; at < DEVICES; at++) assertThat(weaknesses(at)).isEqualTo(said[at]);
    }

    @Test
    void givesBackThePlacesOfReplacedDevices() {
        for (int i = 0; i < 100; i++) {
            int[] weaknesses = IntStream.range(i, i + 80).toArray();
            columns.set(0, device(weaknesses, plainPaths(80)), dictionary, pathSets);
        }
        columns.settle();

        assertThat(columns.weakness).hasSize(80);
        assertThat(weaknesses(0)).startsWith(99).endsWith(178);
    }

    @Test
    void leavesACopyAloneWhenTheOriginalChanges() {
        columns.set(0, device(new int[] {7}, plainPaths(1)), dictionary, pathSets);
        FindingColumns copy = new FindingColumns(columns);
        columns.set(0, device(new int[] {8}, plainPaths(1)), dictionary, pathSets);

        assertThat(copy.weakness[copy.start[0]]).isEqualTo(7);
    }

    private int[] weaknesses(int at) {
        return Arrays.copyOfRange(columns.weakness, columns.start[at], columns.end[at]);
    }

    private int[] plainPaths(int count) {
        return IntStream.generate(() -> plain).limit(count).toArray();
    }

    private static FleetDevice device(int[] weaknesses, int[] paths) {
        Device device =
                new Device("id", "name", List.of(), "", "", DeviceValue.NORMAL, false, false, null, null, List.of());
        return new FleetDevice(0, device, weaknesses, paths);
    }
}

package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.FleetDevice;
import java.util.Arrays;

/**
 * The open findings of some devices, sorted into one array by counting: once to see how many each device has, once to put
 * them in place. Copying ints twice is several times faster than having the database sort them.
 */
final class OpenFindings {

    private final int[] starts;
    /** Weakness in the upper half, path in the lower. The findings of device i lie between starts[i] and starts[i + 1]. */
    private final long[] findings;

    private OpenFindings(int[] starts, long[] findings) {
        this.starts = starts;
        this.findings = findings;
    }

    /** @param slots ascending, each once */
    static OpenFindings read(Sql sql, int[] slots, SlotRange range, OpenAt when) {
        String open = " from (" + when.findings(range) + ")";
        int[] starts = new int[slots.length + 1];
        sql.read("select device, count(*)" + open + " group by device", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int place = Arrays.binarySearch(slots, chunk.vector(0).getInt(row));
                if (place >= 0) starts[place + 1] = (int) chunk.vector(1).getLong(row);
            }
        });
        for (int i = 0; i < slots.length; i++) starts[i + 1] += starts[i];
        long[] findings = new long[starts[slots.length]];
        int[] next = starts.clone();
        sql.read("select device, weakness, path" + open, (chunk, rows) -> {
            var devices = chunk.vector(0);
            var weaknesses = chunk.vector(1);
            var paths = chunk.vector(2);
            int lastDevice = -1;
            int place = -1;
            for (int row = 0; row < rows; row++) {
                int device = devices.getInt(row);
                if (device != lastDevice) {
                    place = Arrays.binarySearch(slots, device);
                    lastDevice = device;
                }
                if (place < 0) continue; // lies between the chosen ones
                findings[next[place]++] = (long) weaknesses.getInt(row) << 32 | paths.getInt(row);
            }
        });
        return new OpenFindings(starts, findings);
    }

    /** The device at a place in the chosen slots. What several sources report stands once. */
    FleetDevice of(int place, int slot, Device device) {
        int from = starts[place];
        int to = starts[place + 1];
        Arrays.sort(findings, from, to);
        int distinct = 0;
        for (int i = from; i < to; i++) {
            if (i == from || findings[i] != findings[i - 1]) findings[from + distinct++] = findings[i];
        }
        int[] weaknesses = new int[distinct];
        int[] paths = new int[distinct];
        for (int i = 0; i < distinct; i++) {
            weaknesses[i] = (int) (findings[from + i] >>> 32);
            paths[i] = (int) findings[from + i];
        }
        return new FleetDevice(slot, device, weaknesses, paths);
    }
}

package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.FindingVisitor;
import dev.lightmeter.storage.staging.StatedFindings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The open findings of a stretch of devices with their dates, sorted by device by counting, see {@link OpenFindings}. Inside
 * a device a report writes them in order, so that most devices need no sorting.
 */
final class DatedFindings {

    /** Some hundred thousand findings: a few megabytes, and worth the three statements that they cost. */
    private static final int STRETCH = 1 << 12;

    private final Sql sql;
    private final int from;
    private final int[] starts;
    private final long[] what;
    private final long[] firstSeen;
    private final long[] lastSeen;
    private final long[] recordedAt;

    private DatedFindings(Sql sql, int from, int to) {
        this.sql = sql;
        this.from = from;
        this.starts = new int[to - from + 1];
        String open = " from finding where fixed_at is null and device >= " + from + " and device < " + to;
        count(open);
        this.what = new long[starts[to - from]];
        this.firstSeen = new long[what.length];
        this.lastSeen = new long[what.length];
        this.recordedAt = new long[what.length];
        if (what.length > 0) place(open, reportedAt(to));
    }

    /** Hands out the open findings of the devices from a slot on until before another. */
    static void read(Sql sql, int fromSlot, int toSlot, FindingVisitor visitor) {
        for (int from = fromSlot; from < toSlot; from += STRETCH) {
            new DatedFindings(sql, from, Math.min(from + STRETCH, toSlot)).tell(visitor);
        }
    }

    private void count(String open) {
        sql.read("select device, count(*)" + open + " group by device", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                starts[chunk.vector(0).getInt(row) - from + 1] =
                        (int) chunk.vector(1).getLong(row);
            }
        });
        for (int i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
    }

    /** For each source and device, when it last reported findings: that is when it last saw each of them. */
    private Map<Integer, long[]> reportedAt(int to) {
        Map<Integer, long[]> bySource = new HashMap<>();
        sql.read(
                "select source, device, epoch_us(findings_at) from device_source where findings_at is not null and device >= "
                        + from + " and device < " + to,
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        bySource.computeIfAbsent(chunk.vector(0).getInt(row), absent -> new long[to - from])[
                                        chunk.vector(1).getInt(row) - from] =
                                chunk.vector(2).getLong(row);
                    }
                });
        return bySource;
    }

    private void place(String open, Map<Integer, long[]> reportedAt) {
        int[] next = starts.clone();
        sql.read(
                "select device, weakness, path, source, epoch_us(first_seen), epoch_us(recorded_at)" + open,
                (chunk, rows) -> {
                    var devices = chunk.vector(0);
                    var weaknesses = chunk.vector(1);
                    var paths = chunk.vector(2);
                    var sources = chunk.vector(3);
                    var sights = chunk.vector(4);
                    var records = chunk.vector(5);
                    int lastSource = -1;
                    long[] lastReported = new long[0];
                    for (int row = 0; row < rows; row++) {
                        int source = sources.getInt(row);
                        if (source != lastSource) {
                            lastReported = reportedAt.getOrDefault(source, new long[starts.length - 1]);
                            lastSource = source;
                        }
                        int device = devices.getInt(row) - from;
                        int at = next[device]++;
                        what[at] = StatedFindings.what(weaknesses.getInt(row), paths.getInt(row));
                        firstSeen[at] = sights.getLong(row);
                        lastSeen[at] = lastReported[device];
                        recordedAt[at] = records.getLong(row);
                    }
                });
    }

    private void tell(FindingVisitor visitor) {
        for (int device = 0; device < starts.length - 1; device++) {
            int start = starts[device];
            int end = starts[device + 1];
            if (!isAscending(start, end)) sort(start, end);
            int at = start;
            while (at < end) {
                int same = at + 1;
                long first = firstSeen[at];
                long last = lastSeen[at];
                long recorded = recordedAt[at];
                for (; same < end && what[same] == what[at]; same++) {
                    first = Math.min(first, firstSeen[same]);
                    last = Math.max(last, lastSeen[same]);
                    recorded = Math.min(recorded, recordedAt[same]);
                }
                visitor.visit(
                        from + device,
                        StatedFindings.weakness(what[at]),
                        StatedFindings.path(what[at]),
                        first,
                        last,
                        recorded);
                at = same;
            }
        }
    }

    private boolean isAscending(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (what[i] < what[i - 1]) return false;
        }
        return true;
    }

    private void sort(int start, int end) {
        int[] order = IntStream.range(start, end)
                .boxed()
                .sorted(Comparator.comparingLong(i -> what[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (long[] column : new long[][] {what, firstSeen, lastSeen, recordedAt}) {
            long[] unsorted = Arrays.copyOfRange(column, start, end);
            for (int i = 0; i < order.length; i++) column[start + i] = unsorted[order[i] - start];
        }
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** One worker's sums for a {@link ScoreShape}: by group and device value, how many devices count and what they score. */
final class ShapeSums {

    private static final int VALUES = 3;
    /** A percent in 1e-7 points. */
    private static final long PERCENT = 10_000_000;

    private final Scoreboard board;
    private final Fleet fleet;
    private final HazardTable hazards;
    private final ScoreShape shape;
    /** The impact of every weakness in percent; 0 if it was rejected. */
    private final byte[] impact;
    /** By group and value. The last group is the organisation. */
    private final long[] devices;

    private final long[] sum;

    private ShapeSums(Scoreboard board, ScoreShape shape, byte[] impact) {
        this.board = board;
        this.fleet = board.fleet();
        this.hazards = board.hazards();
        this.shape = shape;
        this.impact = impact;
        int sets = (board.fleet().groups().size() + 1) * VALUES;
        this.devices = new long[sets];
        this.sum = new long[sets];
    }

    static ShapeSums of(Scoreboard board, ScoreShape shape) {
        byte[] impact = impacts(board.hazards());
        List<ShapeSums> parts = board.workers()
                .each(board.scores().length, () -> new ShapeSums(board, shape, impact), ShapeSums::block);
        ShapeSums whole = new ShapeSums(board, shape, impact);
        int organisation = whole.devices.length - VALUES;
        for (ShapeSums part : parts) {
            for (int i = 0; i < organisation; i++) {
                whole.devices[i] += part.devices[i];
                whole.sum[i] += part.sum[i];
                whole.devices[organisation + i % VALUES] += part.devices[i];
                whole.sum[organisation + i % VALUES] += part.sum[i];
            }
        }
        return whole;
    }

    private static byte[] impacts(HazardTable hazards) {
        byte[] impact = new byte[hazards.ordinary.length];
        for (int weakness = 0; weakness < impact.length; weakness++) {
            ThreatFacts facts = hazards.facts(weakness);
            impact[weakness] = facts.rejected() ? 0 : (byte) hazards.formula().impactPct(facts);
        }
        return impact;
    }

    private void block(int b) {
        DeviceBlock block = fleet.blocks()[b];
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            if (!board.scores()[b].counts(at)) continue;
            int set = block.group[at] * VALUES + place(block.value[at]);
            devices[set]++;
            sum[set] += shape == ScoreShape.TOP_WEAKNESS ? topWeakness(block, at) : board.scores()[b].score[at];
        }
    }

    private static int place(DeviceValue value) {
        return switch (value) {
            case LOW -> 0;
            case NORMAL -> 1;
            case HIGH -> 2;
        };
    }

    private long topWeakness(DeviceBlock block, int at) {
        FindingColumns findings = block.findings;
        long worst = 0;
        for (int i = findings.start[at]; i < findings.end[at]; i++) {
            int code = findings.paths[i];
            if (PathSets.isSingle(code)) {
                if (!fleet.applied().removes(code)) worst = Math.max(worst, score(findings.weakness[i], code));
            } else {
                for (int path : fleet.members(code)) worst = Math.max(worst, score(findings.weakness[i], path));
            }
        }
        return worst;
    }

    private long score(int weakness, int path) {
        return Formula.divide(impact[weakness] * PERCENT * hazards.residualPct(path), 100);
    }

    OptionalLong score(int group) {
        int from = group * VALUES;
        long all = Arrays.stream(devices, from, from + VALUES).sum();
        if (all == 0) return OptionalLong.empty();
        long weighted = 0;
        long weight = 0;
        for (DeviceValue value : DeviceValue.values()) {
            long own = weight(value, all);
            weighted += own * sum[from + place(value)];
            weight += own * devices[from + place(value)];
        }
        return OptionalLong.of(Formula.groupScore(weighted, weight));
    }

    /** In twentieths of Normal for the weighted shape. */
    private long weight(DeviceValue value, long all) {
        if (shape == ScoreShape.PLAIN_AVERAGE) return 1;
        return switch (value) {
            case LOW -> 15;
            case NORMAL -> 20;
            case HIGH -> Math.max(20, 2 * all);
        };
    }
}

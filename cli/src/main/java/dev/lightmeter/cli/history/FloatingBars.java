package dev.lightmeter.cli.history;

/** Bars that begin where the one before them ends, on one axis. Whatever moved shows, if only as half a character. */
final class FloatingBars {

    private final int width;
    private final long low;
    private final long high;

    /**
     * @param width in characters
     * @param start where the first bar begins
     * @param moves the lengths of all bars, of either sign
     */
    FloatingBars(int width, long start, long[] moves) {
        this.width = width;
        long now = start;
        long least = start;
        long most = start;
        for (long move : moves) {
            now += move;
            least = Math.min(least, now);
            most = Math.max(most, now);
        }
        // far from zero, the axis begins shortly before the least value, or nobody would see a bar
        this.low = Math.max(0, least - (most - least) / 2);
        this.high = Math.max(most, low + 1);
    }

    /** A bar from the beginning of the axis. */
    String upTo(long value) {
        return bar(0, halves(value));
    }

    /** A bar between two values, in whatever order. */
    String between(long one, long other) {
        int from = halves(Math.min(one, other));
        int to = halves(Math.max(one, other));
        return to > from ? bar(from, to) : bar(Math.min(from, 2 * width - 1), Math.min(from, 2 * width - 1) + 1);
    }

    private int halves(long value) {
        return (int) Math.round((double) (value - low) / (high - low) * width * 2);
    }

    private String bar(int from, int to) {
        StringBuilder bar = new StringBuilder();
        for (int cell = 0; cell < width; cell++) {
            boolean left = 2 * cell >= from && 2 * cell < to;
            boolean right = 2 * cell + 1 >= from && 2 * cell + 1 < to;
            bar.append(left ? (right ? '━' : '╸') : (right ? '╺' : ' '));
        }
        return bar.toString();
    }
}

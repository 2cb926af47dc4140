package dev.lightmeter.server.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The lowest scores of a group within a window of time, as a short text that survives a restart. Of scores that follow each
 * other quickly, within one 64th of the window, the lowest is kept, so there are never more than some 130 of them.
 *
 * @param told whether the rise that goes on was told
 * @param points oldest first; each holds from its time until the next
 */
record Track(boolean told, List<Point> points) {

    private static final int PARTS = 64;

    Track {
        points = List.copyOf(points);
    }

    /** A score in 1e-9 points and since when it holds. */
    record Point(long second, long nano) {}

    static Track parse(String text) {
        List<Point> points = new ArrayList<>();
        for (String point : text.substring(1).split(",", -1)) {
            int colon = point.indexOf(':');
            points.add(
                    new Point(Long.parseLong(point.substring(0, colon)), Long.parseLong(point.substring(colon + 1))));
        }
        return new Track(text.charAt(0) == '!', points);
    }

    static Track startingWith(Instant at, long nano) {
        return new Track(false, List.of(new Point(at.getEpochSecond(), nano)));
    }

    /** The lowest score that held within the window. */
    long lowest() {
        return points.stream().mapToLong(Point::nano).min().orElseThrow();
    }

    /** With a score that holds from now on, and without those that no longer held when the window began. */
    Track with(Instant at, long nano, Duration window) {
        long now = at.getEpochSecond();
        List<Point> next = new ArrayList<>(points);
        if (next.getLast().nano() != nano) next.add(new Point(now, nano));
        int size = next.size();
        if (size > 2 && now - next.get(size - 3).second() < window.toSeconds() / PARTS) {
            Point earlier = next.remove(size - 3); // the two before the newest become one
            next.set(
                    size - 3,
                    new Point(
                            earlier.second(),
                            Math.min(earlier.nano(), next.get(size - 3).nano())));
        }
        while (next.size() > 1 && next.get(1).second() <= now - window.toSeconds()) next.removeFirst();
        return new Track(told, next);
    }

    Track toldIf(boolean rises) {
        return new Track(rises, points);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(told ? "!" : "-");
        for (Point point : points) {
            if (text.length() > 1) text.append(',');
            text.append(point.second()).append(':').append(point.nano());
        }
        return text.toString();
    }
}

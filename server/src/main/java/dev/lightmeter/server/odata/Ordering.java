package dev.lightmeter.server.odata;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of a list. It ends with the key, so no two rows stand at the same place. */
record Ordering<R>(List<Order<R>> parts) implements Comparator<R> {

    Ordering {
        parts = List.copyOf(parts);
    }

    @Override
    public int compare(R one, R other) {
        for (Order<R> part : parts) {
            int result = part.compare(one, other);
            if (result != 0) return result;
        }
        return 0;
    }

    /** The place of a row. */
    Position position(R row) {
        List<@Nullable String> values = new ArrayList<>();
        for (Order<R> part : parts) values.add(part.text(row));
        return new Position(values);
    }

    /** Index of the first of these sorted rows that comes behind the position; a problem if that is no position of ours. */
    int firstBehind(List<R> sorted, Position position) {
        List<@Nullable Object> values = values(position);
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(sorted.get(middle), values) > 0) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private int compare(R row, List<@Nullable Object> values) {
        for (int i = 0; i < parts.size(); i++) {
            Order<R> part = parts.get(i);
            int result = part.compareValues(part.property().value(row), values.get(i));
            if (result != 0) return result;
        }
        return 0;
    }

    private List<@Nullable Object> values(Position position) {
        if (position.values().size() != parts.size()) throw Query.foreignToken();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            try {
                values.add(parts.get(i).read(position.values().get(i)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw Query.foreignToken(); // the client changed it, or took it from another list
            }
        }
        return values;
    }
}

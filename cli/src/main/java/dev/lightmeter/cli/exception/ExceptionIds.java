package dev.lightmeter.cli.exception;

import dev.lightmeter.cli.outcome.CommandFailure;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The ids of exceptions, which people name by their beginnings. */
final class ExceptionIds {

    private static final int SHORTEST = 8;
    private static final int ALL = 36;

    private final List<String> ids;

    private ExceptionIds(List<String> ids) {
        this.ids = ids;
    }

    /** @param list what the server tells about all exceptions */
    static ExceptionIds of(JsonNode list) {
        return new ExceptionIds(StreamSupport.stream(list.path("exceptions").spliterator(), false)
                .map(exception -> exception.path("id").asString())
                .toList());
    }

    /** How much of each id has to be shown, so that no two look the same. */
    int length() {
        for (int length = SHORTEST; length < ALL; length++) {
            int shown = length;
            if (ids.stream().map(id -> beginning(id, shown)).distinct().count() == ids.size()) return length;
        }
        return ALL;
    }

    static String beginning(String id, int length) {
        return id.substring(0, Math.min(length, id.length()));
    }

    /** The only id that begins like this, in any letter case. */
    String only(String beginning) {
        String plain = beginning.strip().toLowerCase(Locale.ROOT);
        List<String> found = plain.isEmpty()
                ? List.of()
                : ids.stream().filter(id -> id.startsWith(plain)).toList();
        if (found.size() == 1) return found.getFirst();
        throw new CommandFailure(
                found.isEmpty()
                        ? "there is no exception " + beginning
                                + "; lightmeter exceptions list --all tells which there are"
                        : found.size() + " exceptions begin with " + beginning + "; name more of the id");
    }
}

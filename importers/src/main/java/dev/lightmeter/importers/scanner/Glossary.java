package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.UnreadableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a report says about its checks in a chapter of its own, which may stand behind the hosts that refer to it. All of it is
 * held in memory, so a report with more of it than any scanner knows is refused.
 */
final class Glossary<T> {

    private static final int MOST_CHARACTERS = 1 << 26;
    private static final int CHARACTERS_OF_AN_ENTRY = 200;

    private final Map<String, T> entries = new HashMap<>();
    private int characters;

    /**
     * Adds an entry; the first one of an id stays.
     *
     * @param length of its texts together, in characters
     */
    void add(String id, T entry, int length) throws UnreadableException {
        characters += length + CHARACTERS_OF_AN_ENTRY;
        if (characters > MOST_CHARACTERS) {
            throw new UnreadableException(
                    "more than any honest file needs: " + entries.size() + " hosts or checks described, and no end");
        }
        entries.putIfAbsent(id, entry);
    }

    Optional<T> get(String id) {
        return Optional.ofNullable(entries.get(id));
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String again for equal texts, if it was seen lately: most columns of an export repeat a few values a million
 * times, and what is one object is hashed once and compared at a glance. Each text has one slot, which a newcomer takes over,
 * so that memory is bounded. For one thread.
 */
final class RecentTexts {

    private static final int SLOTS = 1 << 14;

    private final @Nullable String[] slots = new String[SLOTS];

    /** An equal text, fit for a database. */
    String of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 14)) & (SLOTS - 1);
        String recent = slots[slot];
        if (recent != null && recent.equals(text)) return recent;
        String clean = Texts.clean(text);
        slots[slot] = clean;
        return clean;
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.Texts;

/**
 * Gives the same String again for equal texts, if it was seen lately: most columns of an export repeat a few values a million
 * times, and what is one object is hashed once and compared at a glance. For one thread.
 */
final class RecentTexts {

    private static final int SLOTS = 1 << 15;

    private final Recent<String> recent = new Recent<>(SLOTS);

    /** An equal text, fit for a database. */
    String of(String text) {
        int hash = text.hashCode();
        String known = recent.get(hash);
        if (known != null && known.equals(text)) return known;
        String clean = Texts.clean(text);
        recent.putPatiently(hash, clean);
        return clean;
    }
}

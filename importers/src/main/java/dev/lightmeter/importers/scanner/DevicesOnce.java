package dev.lightmeter.importers.scanner;

import java.util.HashSet;
import java.util.Set;

/**
 * Remembers which devices were told, where every row of a file describes its device again. Memory is bounded: a device that
 * was told long ago may be told once more, which does no harm.
 */
final class DevicesOnce {

    private static final int REMEMBERED = 20_000;

    private final Set<String> told = new HashSet<>();

    /** True the first time. */
    boolean isNew(String id) {
        if (told.size() == REMEMBERED) told.clear();
        return told.add(id);
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String again for the same characters, if it was seen lately: most columns of an export repeat a few values a
 * million times. Each text has one slot, which a newcomer takes over, so that memory is bounded. For one thread.
 */
final class RecentTexts {

    private static final int SLOTS = 1 << 15;

    private final @Nullable String[] slots = new String[SLOTS];

    String of(char[] chars, int offset, int length) {
        int slot = hash(chars, offset, length) & (SLOTS - 1);
        String recent = slots[slot];
        if (recent != null && isSame(recent, chars, offset, length)) return recent;
        String text = Texts.clean(new String(chars, offset, length));
        slots[slot] = text;
        return text;
    }

    private static int hash(char[] chars, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) hash = 31 * hash + chars[i];
        return hash ^ (hash >>> 15);
    }

    private static boolean isSame(String text, char[] chars, int offset, int length) {
        if (text.length() != length) return false;
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[offset + i]) return false;
        }
        return true;
    }
}

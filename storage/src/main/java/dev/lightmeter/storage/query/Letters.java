package dev.lightmeter.storage.query;

/**
 * How text is compared, bit for bit as SQL does it with binary collation: by code point, which is not the order of Java's
 * chars, and without a case table that another program may have in another version.
 */
final class Letters {

    private Letters() {}

    static int compare(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) return order(a, b);
        }
        return one.length() - other.length();
    }

    static int compareIgnoringCase(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            char a = lower(one.charAt(i));
            char b = lower(other.charAt(i));
            if (a != b) return order(a, b);
        }
        return one.length() - other.length();
    }

    /** A to Z become a to z, nothing else changes. */
    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) return lowerFrom(text, i);
        }
        return text;
    }

    private static String lowerFrom(String text, int first) {
        char[] chars = text.toCharArray();
        for (int i = first; i < chars.length; i++) chars[i] = lower(chars[i]);
        return new String(chars);
    }

    private static char lower(char c) {
        return isUpper(c) ? (char) (c + 'a' - 'A') : c;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Surrogates stand for code points above all others, but lie below the last chars. */
    private static int order(char a, char b) {
        boolean aboveA = Character.isSurrogate(a);
        boolean aboveB = Character.isSurrogate(b);
        if (aboveA != aboveB) return aboveA ? 1 : -1;
        return a - b;
    }
}

package dev.lightmeter.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that was meant. */
public final class Spelling {

    /** More words than this help nobody. */
    private static final int MOST_LISTED = 40;

    private Spelling() {}

    /**
     * The end of a sentence that refuses a word: {@code "; did you mean 'server.port'?"}, in any letter case; or all known
     * words if none is close, unless they are very many.
     */
    public static String suggestion(String word, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        if (!nearest.isEmpty() && distance(word, nearest) <= Math.max(2, word.length() / 3)) {
            return "; did you mean '" + nearest + "'?";
        }
        if (known.isEmpty() || known.size() > MOST_LISTED) return "";
        return "; known are " + String.join(", ", known.stream().sorted().toList());
    }

    /** How many letters have to be inserted, removed or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) row[j] = j;
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}

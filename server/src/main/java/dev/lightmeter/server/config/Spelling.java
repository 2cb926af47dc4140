package dev.lightmeter.server.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that was meant. */
final class Spelling {

    private Spelling() {}

    /** {@code "; did you mean 'server.port'?"}, or all known words if none is close. */
    static String suggestion(String word, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return distance(word, nearest) <= Math.max(2, word.length() / 3)
                ? "; did you mean '" + nearest + "'?"
                : "; known are " + String.join(", ", known.stream().sorted().toList());
    }

    /** How many letters have to be inserted, removed or replaced (Levenshtein). */
    private static int distance(String left, String right) {
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

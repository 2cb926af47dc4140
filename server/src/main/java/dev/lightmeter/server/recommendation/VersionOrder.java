package dev.lightmeter.server.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which people read versions. A version is a row of numbers and words; everything else only separates them.
 * Numbers count as numbers, {@code 1.9 < 1.10}, words follow the alphabet in any letter case. Where one version goes on
 * and the other has ended, a number or a word makes it later, {@code 1.0 < 1.0.1} and {@code 1.1.1 < 1.1.1a}, unless the
 * word says that it is unfinished, {@code 2.0-rc1 < 2.0}; a zero makes no difference.
 */
enum VersionOrder implements Comparator<String> {
    NATURAL;

    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");
    private static final Pattern UNFINISHED =
            Pattern.compile("alpha|beta|rc|pre|preview|snapshot|dev|milestone|m", Pattern.CASE_INSENSITIVE);

    private static final Part END = new Part(Rank.END, "");

    /** Which kind of part comes first where two versions differ. */
    private enum Rank {
        UNFINISHED,
        END,
        WORD,
        NUMBER
    }

    /** @param text a word in small letters, or the digits of a number without leading zeros */
    private record Part(Rank rank, String text) implements Comparable<Part> {

        static Part of(String run) {
            if (run.charAt(0) <= '9') {
                String digits = run.replaceFirst("^0+", "");
                return digits.isEmpty() ? END : new Part(Rank.NUMBER, digits);
            }
            return new Part(UNFINISHED.matcher(run).matches() ? Rank.UNFINISHED : Rank.WORD, run);
        }

        @Override
        public int compareTo(Part other) {
            if (rank != other.rank) return rank.compareTo(other.rank);
            // numbers are of any length, so they are compared as text
            if (rank == Rank.NUMBER && text.length() != other.text.length()) {
                return Integer.compare(text.length(), other.text.length());
            }
            return text.compareToIgnoreCase(other.text);
        }
    }

    @Override
    public int compare(String one, String other) {
        List<Part> left = parts(one);
        List<Part> right = parts(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = at(left, i).compareTo(at(right, i));
            if (order != 0) return order;
        }
        return 0;
    }

    private static Part at(List<Part> parts, int i) {
        return i < parts.size() ? parts.get(i) : END;
    }

    private static List<Part> parts(String version) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(version);
        while (matcher.find()) parts.add(Part.of(matcher.group()));
        return parts;
    }
}

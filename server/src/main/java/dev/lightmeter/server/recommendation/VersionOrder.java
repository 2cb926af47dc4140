package dev.lightmeter.server.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which people read versions: runs of digits are numbers, {@code 1.9 < 1.10}; runs of letters follow the
 * alphabet in any letter case; everything else only separates. Where one version goes on and the other has ended, digits
 * make it later, {@code 1.0 < 1.0.1}, and letters after digits make it later too, {@code 1.1.1 < 1.1.1a}, unless they say
 * that it is unfinished, {@code 2.0-rc1 < 2.0}.
 */
enum VersionOrder implements Comparator<String> {
    NATURAL;

    private static final Pattern RUN = Pattern.compile("[0-9]+|[A-Za-z]+");
    private static final Pattern UNFINISHED =
            Pattern.compile("(alpha|beta|rc|pre|preview|snapshot|dev|milestone|m).*", Pattern.CASE_INSENSITIVE);

    @Override
    public int compare(String one, String other) {
        List<String> left = runs(one);
        List<String> right = runs(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = i >= left.size()
                    ? -sign(right.get(i))
                    : i >= right.size() ? sign(left.get(i)) : compareRuns(left.get(i), right.get(i));
            if (order != 0) return order;
        }
        return 0;
    }

    /** What a further run makes of a version: earlier or later. Trailing zeros, 1.0 and 1.0.0, make it neither. */
    private static int sign(String run) {
        if (isNumber(run)) return number(run).isEmpty() ? 0 : 1;
        return UNFINISHED.matcher(run).matches() ? -1 : 1;
    }

    private static int compareRuns(String one, String other) {
        boolean isNumber = isNumber(one);
        if (isNumber != isNumber(other)) {
            // 2.0.1 against 2.0-rc1: the number goes on, the letters say what came before the end
            return isNumber ? 1 : -1;
        }
        if (!isNumber) return one.compareToIgnoreCase(other);
        String a = number(one);
        String b = number(other);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static boolean isNumber(String run) {
        return Character.isDigit(run.charAt(0));
    }

    /** Without leading zeros: of any length, so it is compared as text. */
    private static String number(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') first++;
        return digits.substring(first);
    }

    private static List<String> runs(String version) {
        List<String> runs = new ArrayList<>();
        Matcher matcher = RUN.matcher(version);
        while (matcher.find()) runs.add(matcher.group());
        return runs;
    }
}

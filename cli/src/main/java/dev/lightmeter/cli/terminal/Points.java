package dev.lightmeter.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Scores and shares as people read them. Files and programs get all nine decimals instead. */
public final class Points {

    private static final long TENTH = 100_000_000L;
    private static final long HUNDREDTH = 10_000_000L;

    /** Stands where there is no number to tell. */
    public static final String NONE = "–";

    private Points() {}

    /** A score with one decimal, cut rather than rounded: what reads 30.0 is Medium. */
    public static String score(long nanoPoints) {
        long tenths = nanoPoints / TENTH;
        return tenths / 10 + "." + tenths % 10;
    }

    public static String score(OptionalLong nanoPoints) {
        return nanoPoints.isPresent() ? score(nanoPoints.getAsLong()) : NONE;
    }

    /** A share in whole percent, for a number of 1e-9; cut, so that 100 % means all. */
    public static String percent(OptionalLong nano) {
        return nano.isPresent() ? nano.getAsLong() / HUNDREDTH + " %" : NONE;
    }

    /** A count with thin separators: 12 345. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
    }

    /** A share, a difference or a whole with two decimals, cut like scores, so that no promise is larger than it is. */
    public static String difference(long nanoPoints) {
        return hundredths(nanoPoints / HUNDREDTH);
    }

    /**
     * The same for points that make up a whole, largest first: printed so that they add up to the printed whole. What
     * cutting takes away goes to the first ones, a hundredth each, which keeps the order.
     */
    public static List<String> addingUp(List<Long> nanoPoints) {
        long whole = nanoPoints.stream().mapToLong(Long::longValue).sum() / HUNDREDTH;
        long floors = nanoPoints.stream().mapToLong(part -> part / HUNDREDTH).sum();
        long[] left = {whole - floors};
        return nanoPoints.stream()
                .map(part -> hundredths(part / HUNDREDTH + (left[0]-- > 0 ? 1 : 0)))
                .toList();
    }

    private static String hundredths(long hundredths) {
        return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }
}

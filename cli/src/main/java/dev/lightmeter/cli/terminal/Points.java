package dev.lightmeter.cli.terminal;

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

    /** {@code 1 device}, {@code 12 devices}. */
    public static String counted(long count, String what) {
        return count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /**
     * A share or a difference with one decimal, cut like scores, so that no promise is larger than it is. What is there but
     * below a tenth reads {@code <0.1}.
     */
    public static String difference(long nanoPoints) {
        if (nanoPoints < 0) return "-" + difference(-nanoPoints);
        return nanoPoints > 0 && nanoPoints < TENTH ? "<0.1" : score(nanoPoints);
    }
}

package dev.lightmeter.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Exact decimal text in, scaled integers inside, exact decimal text out: no double on the way. */
public final class Decimals {

    private static final int LONGEST_NUMBER = 400;
    /** So many digits times the largest quick scale fit into a long. */
    private static final int MOST_QUICK_DIGITS = 12;

    private static final int LARGEST_QUICK_SCALE = 6;
    private static final long[] POWERS = LongStream.iterate(1, power -> power * 10)
            .limit(MOST_QUICK_DIGITS + 1)
            .toArray();

    private Decimals() {}

    /**
     * Reads a decimal number and scales it, rounding half up and clamping to {@code top}. Missing, negative, not a
     * number, infinite, or longer than any honest number is empty: the caller then uses what stands for a missing value.
     *
     * @param scale power of ten to multiply by: 5 turns {@code "0.5"} into 50000
     */
    public static OptionalInt scaled(@Nullable String text, int scale, int top) {
        if (text == null) return OptionalInt.empty();
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NUMBER) return OptionalInt.empty();
        long quick = quick(stripped, scale);
        if (quick >= 0) return OptionalInt.of((int) Math.min(quick, top));
        BigDecimal number;
        try {
            number = new BigDecimal(stripped);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
        if (number.signum() < 0) return OptionalInt.empty();
        // the place of the leading digit decides first, so that 1e999999999 is never written out
        long leading = (long) number.precision() - number.scale() + scale;
        if (number.signum() == 0 || leading < 0) return OptionalInt.of(0);
        if (leading > 10) return OptionalInt.of(top);
        return OptionalInt.of(number.movePointRight(scale)
                .setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(top))
                .intValueExact());
    }

    /** Digits with at most one point, as nearly all numbers are written, scaled; -1 for what takes the long way. */
    private static long quick(String text, int scale) {
        if (text.length() > MOST_QUICK_DIGITS || scale < 0 || scale > LARGEST_QUICK_SCALE) return -1;
        long number = 0;
        int point = -1;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) number = number * 10 + digit;
            else if (text.charAt(i) == '.' && point < 0) point = i;
            else return -1;
        }
        if (point >= 0 && text.length() == 1) return -1;
        int surplus = (point < 0 ? 0 : text.length() - 1 - point) - scale;
        if (surplus <= 0) return number * POWERS[-surplus];
        return (number + POWERS[surplus] / 2) / POWERS[surplus];
    }

    /** Writes a number of 1e-9 as a decimal with nine places: 5762829000 is {@code 5.762829000}. */
    public static String nano(long nano) {
        if (nano < 0) return "-" + nano(Math.negateExact(nano));
        String fraction = Long.toString(nano % 1_000_000_000L);
        return nano / 1_000_000_000L + "." + "0".repeat(9 - fraction.length()) + fraction;
    }

    /** The nearest double of a number of 1e-9: one correctly rounded division. */
    public static double asDouble(long nano) {
        return nano / 1e9;
    }
}

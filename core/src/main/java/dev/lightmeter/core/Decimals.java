package dev.lightmeter.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Exact decimal text in, scaled integers inside, exact decimal text out: no double on the way. */
public final class Decimals {

    private static final int LONGEST_NUMBER = 400;

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

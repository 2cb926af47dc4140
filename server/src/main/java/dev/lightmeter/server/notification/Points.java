package dev.lightmeter.server.notification;

import dev.lightmeter.core.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Numbers as people read them. */
final class Points {

    private Points() {}

    /** A score with one decimal; {@code no score} without one. */
    static String of(OptionalLong nano) {
        return nano.isEmpty() ? "no score" : of(nano.getAsLong());
    }

    static String of(long nano) {
        return rounded(Decimals.nano(nano));
    }

    /** A share of 1e-9 in percent with one decimal. */
    static String percent(long nano) {
        return rounded(Decimals.nano(nano * 100)) + "%";
    }

    private static String rounded(String exact) {
        return new BigDecimal(exact).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}

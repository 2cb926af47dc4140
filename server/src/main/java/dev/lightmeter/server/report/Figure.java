package dev.lightmeter.server.report;

import dev.lightmeter.core.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a reader of a page wants them; the exact ones are in the API. */
final class Figure {

    private Figure() {}

    /** A score or a part of one, with one decimal; cut, so that what reads 70.0 is High here as on the command line. */
    static String points(long nano) {
        return cut(nano);
    }

    /** Points that something saves, with so many decimals that it does not look like nothing. */
    static String saving(long nano) {
        String one = cut(nano);
        return nano == 0 ? "0" : one.equals("0.0") ? "&lt;0.1" : "&#8722;" + one;
    }

    /** A share of 1e-9 in percent; never 100 unless it is. */
    static String percent(long nano) {
        BigDecimal percent = new BigDecimal(Decimals.nano(nano)).movePointRight(2);
        return percent.setScale(percent.stripTrailingZeros().scale() > 0 ? 1 : 0, RoundingMode.DOWN)
                        .toPlainString() + "%";
    }

    /** With a blank between thousands that does not break. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u00A0');
    }

    private static String cut(long nano) {
        return new BigDecimal(Decimals.nano(nano))
                .setScale(1, RoundingMode.DOWN)
                .toPlainString();
    }
}

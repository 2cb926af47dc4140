package dev.lightmeter.server.odata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as clients write them into filters: a date alone, a date with {@code Z}, minutes or seconds, any number of
 * digits behind them, {@code Z} or an offset. Without a zone it is UTC.
 */
final class InstantText {

    /** A blank before an offset is the plus sign of somebody who forgot to escape it. */
    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})"
            + "(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,30}))?)?)?"
            + "(?:[Zz]|([+\\- ])(\\d{2}):(\\d{2}))?");

    private static final int NANO_DIGITS = 9;

    private InstantText() {}

    /** Where an instant that starts at {@code from} ends; -1 if none starts there. */
    static int end(String text, int from) {
        Matcher matcher = FORM.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Empty if the text has another form, or names a day or a time that does not exist, or a year before 1. */
    static Optional<Instant> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    number(matcher.group(4)),
                    number(matcher.group(5)),
                    number(matcher.group(6)),
                    nanos(matcher.group(7)));
            Instant instant = local.toInstant(offset(matcher));
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException e) {
            return Optional.empty(); // the 30th of February, 25 o'clock
        }
    }

    private static ZoneOffset offset(Matcher matcher) {
        String sign = matcher.group(8);
        if (sign == null) return ZoneOffset.UTC;
        int direction = sign.equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(direction * number(matcher.group(9)), direction * number(matcher.group(10)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Digits after the ninth are too fine for any of our clocks. */
    private static int nanos(@Nullable String fraction) {
        if (fraction == null) return 0;
        String digits = fraction + "0".repeat(NANO_DIGITS);
        return Integer.parseInt(digits.substring(0, NANO_DIGITS));
    }
}

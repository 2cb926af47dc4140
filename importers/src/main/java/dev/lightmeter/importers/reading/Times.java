package dev.lightmeter.importers.reading;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as scanners write them: a date, with or without time, zero to nine fraction digits, {@code T} or a blank between,
 * any offset; without an offset it is UTC.
 */
public final class Times {

    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(java.time.temporal.ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    /** A US date with slashes, with or without time; a month's name and a day; the date of C's asctime; one long number. */
    private static final List<DateTimeFormatter> WRITTEN = List.of(
            written("M/d/yyyy[ H:mm[:ss]]"),
            written("yyyy/M/d[ H:mm[:ss]]"),
            written("MMM d, yyyy[ h:mm a]"),
            written("MMM d, yyyy H:mm:ss[ zzz]"),
            written("EEE MMM d H:mm:ss yyyy"),
            written("yyyyMMdd'T'HHmmssSSS"));

    private Times() {}

    /** Empty for what is not a time between the years 1970 and 2199. */
    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null) return Optional.empty();
        Instant quick = quick(text);
        if (quick != null) return Optional.of(quick);
        String stripped = text.strip();
        if (stripped.length() < 10 || stripped.length() > 64) return Optional.empty();
        try {
            Instant time = stripped.length() == 10
                    ? LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(stripped.substring(0, 10) + "T" + stripped.substring(11), WITH_OFFSET)
                            .toInstant();
            return isPlausible(time) ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #parse}, and the ways in which network scanners write for people: {@code 05/25/2031 07:36:58} (the month first),
     * {@code Feb 03, 2031 07:00 AM}, {@code Tue Mar 22 15:01:47 2031}, {@code 20310211T163822649}, and seconds since 1970.
     */
    public static Optional<Instant> parseWritten(@Nullable String text) {
        Optional<Instant> standard = parse(text);
        if (standard.isPresent() || text == null || text.length() > 64) return standard;
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.matches("[0-9]{9,11}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(plain))).filter(Times::isPlausible);
        }
        for (DateTimeFormatter form : WRITTEN) {
            ParsePosition position = new ParsePosition(0);
            if (form.parseUnresolved(plain, position) == null || position.getIndex() < plain.length()) continue;
            try {
                TemporalAccessor told = form.parseBest(plain, LocalDateTime::from, LocalDate::from);
                LocalDateTime time = told instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) told;
                return Optional.of(time.toInstant(ZoneOffset.UTC)).filter(Times::isPlausible);
            } catch (DateTimeException _) {
                // looks like this form and is no date: 13/13/2031
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter written(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** The commonest form, {@code 2025-09-10 11:18:18}, without the machinery of a formatter; null for any other. */
    private static @Nullable Instant quick(String text) {
        if (text.length() != 19 || text.charAt(4) != '-' || text.charAt(7) != '-') return null;
        if (text.charAt(13) != ':' || text.charAt(16) != ':') return null;
        if (text.charAt(10) != ' ' && text.charAt(10) != 'T') return null;
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        // days above 28 and all that is wrong take the long way
        if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 28) return null;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3600L + minute * 60L + second);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean isPlausible(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1970 && year < 2200;
    }
}

package dev.lightmeter.cli.history;

import dev.lightmeter.cli.score.AsOf;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people name one: so long ago, a day, or an instant. */
sealed interface Moment {

    /** So long before now. */
    record Ago(Duration duration) implements Moment {}

    /** A time by itself. */
    record At(Instant time) implements Moment {}

    /** The time that is meant if it is asked for now. */
    default Instant seenFrom(Instant now) {
        return switch (this) {
            case Ago(var duration) -> now.minus(duration);
            case At(var time) -> time;
        };
    }

    /** Reads {@code 7d}, {@code 12h}, {@code 2w}, {@code 2026-10-01} or {@code 2026-10-01T12:00:00Z}. */
    final class Reader implements ITypeConverter<Moment> {

        private static final Pattern AGO = Pattern.compile("([0-9]{1,4})([hdw])");
        private static final Map<String, Duration> UNITS =
                Map.of("h", Duration.ofHours(1), "d", Duration.ofDays(1), "w", Duration.ofDays(7));

        @Override
        public Moment convert(String text) {
            Matcher ago = AGO.matcher(text);
            if (ago.matches()) {
                return new Ago(
                        UNITS.getOrDefault(ago.group(2), Duration.ZERO).multipliedBy(Long.parseLong(ago.group(1))));
            }
            try {
                return new At(new AsOf().convert(text));
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time such as 7d, 12h, 2w, 2026-10-01 or 2026-10-01T12:00:00Z");
            }
        }
    }
}

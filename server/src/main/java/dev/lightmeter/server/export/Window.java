package dev.lightmeter.server.export;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time about which changes are told.
 *
 * @param from the beginning of the six hours in which the client's {@code sinceTime} lies
 * @param to changes from here on are for the next time
 */
record Window(Instant from, Instant to) {

    private static final Duration SLOT = Duration.ofHours(6);
    private static final Duration LONGEST = Duration.ofDays(14);

    /** Reads {@code sinceTime}, which must not be missing, to come, or more than 14 days ago. */
    static Window since(FormFields query, Instant now) {
        String text = query.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("sinceTime"))
                .map(FormFields.Field::value)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        new Problem(400, "MissingRequiredParameter", "The parameter sinceTime is missing")));
        String shown = text.length() > 50 ? text.substring(0, 50) + "..." : text;
        Instant since = parse(text)
                .orElseThrow(() -> refused("sinceTime must be a time like 2026-03-04T05:06:07Z, got '" + shown + "'"));
        if (since.isAfter(now)) throw refused("sinceTime must not lie in the future, got '" + shown + "'");
        if (since.isBefore(now.minus(LONGEST))) {
            throw refused("sinceTime must be at most 14 days ago, got '" + shown + "'");
        }
        long slot = Math.floorDiv(since.getEpochSecond(), SLOT.toSeconds());
        return new Window(Instant.ofEpochSecond(slot * SLOT.toSeconds()), now);
    }

    /** With a zone or, in UTC, without; a day alone is its beginning. A plus sign may have become a blank on the way. */
    private static Optional<Instant> parse(String text) {
        String time = text.strip().replace(' ', text.indexOf('T') >= 0 ? '+' : 'T');
        try {
            if (time.matches("\\d{4}-\\d{2}-\\d{2}Z?")) {
                return Optional.of(
                        LocalDate.parse(time.substring(0, 10)).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (time.matches(".*(Z|[+-]\\d{2}:\\d{2})")) {
                return Optional.of(OffsetDateTime.parse(time).toInstant());
            }
            return Optional.of(LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ProblemException refused(String why) {
        return new ProblemException(new Problem(400, "InvalidInput", why));
    }
}

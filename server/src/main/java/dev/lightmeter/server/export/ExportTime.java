package dev.lightmeter.server.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as exports write them: in UTC, with a blank between day and time and without a zone. */
final class ExportTime {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ExportTime() {}

    static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    static String milliseconds(Instant time) {
        return MILLISECONDS.format(time);
    }
}

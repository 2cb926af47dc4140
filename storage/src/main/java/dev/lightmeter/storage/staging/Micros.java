package dev.lightmeter.storage.staging;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as the stores keep them: whole microseconds since 1970, in the years 1 to 9999. */
public final class Micros {

    /** Stands for a time that nobody told. Earlier than every time. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Micros() {}

    /** A time outside the years 1 to 9999 becomes the nearest one inside. */
    public static long of(Instant time) {
        if (time.isBefore(EARLIEST)) return of(EARLIEST);
        if (time.isAfter(LATEST)) return of(LATEST);
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The UTC day. */
    public static LocalDate day(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}

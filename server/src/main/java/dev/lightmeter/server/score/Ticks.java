package dev.lightmeter.server.score;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Call times in the steps of the Defender API, 1e-7 seconds. Each row of an answer gets a tick of its own, and no two
 * answers share one: some clients take rows with the same time for the same row, also across pages.
 */
final class Ticks {

    /** Bytes of the longest instant: {@code 2026-01-31T12:34:56.1234567Z}. */
    static final int LONGEST = 28;

    private static final long PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;

    private final Clock clock;
    private final AtomicLong free = new AtomicLong();
    private volatile Second lastWritten = Second.of(0);

    /** One second, written out: {@code 2026-01-31T12:34:56}. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Second(long epochSecond, byte[] text) {
        static Second of(long epochSecond) {
            String text = Instant.ofEpochSecond(epochSecond).toString();
            return new Second(epochSecond, text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII));
        }
    }

    Ticks(Clock clock) {
        this.clock = clock;
    }

    /** Takes as many ticks in a row as there are rows and returns the first: now, or a little later if now is taken. */
    long take(int rows) {
        Instant instant = clock.instant();
        long now = instant.getEpochSecond() * PER_SECOND + instant.getNano() / NANOS_PER_TICK;
        return free.updateAndGet(next -> Math.max(next, now) + rows) - rows;
    }

    /**
     * Writes a tick as an instant in UTC, up to seven digits of a second, without zeros at their end.
     *
     * @return the place after the last byte
     */
    int write(long tick, byte[] out, int at) {
        long epochSecond = tick / PER_SECOND;
        Second second = lastWritten;
        if (second.epochSecond != epochSecond) {
            second = Second.of(epochSecond);
            lastWritten = second;
        }
        System.arraycopy(second.text, 0, out, at, second.text.length);
        int end = at + second.text.length;
        int fraction = (int) (tick % PER_SECOND);
        if (fraction != 0) {
            out[end++] = '.';
            for (int unit = (int) PER_SECOND / 10; fraction != 0; unit /= 10) {
                out[end++] = (byte) ('0' + fraction / unit);
                fraction %= unit;
            }
        }
        out[end++] = 'Z';
        return end;
    }
}

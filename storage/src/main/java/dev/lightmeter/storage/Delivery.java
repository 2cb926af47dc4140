package dev.lightmeter.storage;

import java.time.Instant;

/**
 * One message to one channel.
 *
 * @param id stays the same however often it is sent, so that the receiver can drop repeats
 * @param body as it is sent, byte for byte
 * @param attempts how often sending was tried
 * @param nextAt when to try next, while it waits; else when it ended
 * @param problem what the last attempt met; empty if nothing
 */
public record Delivery(
        String id,
        Instant createdAt,
        String channel,
        String subject,
        String body,
        int attempts,
        Instant nextAt,
        Outcome outcome,
        String problem) {

    /** What became of a message. */
    public enum Outcome {
        WAITING,
        DELIVERED,
        /** Tried for as long as it makes sense. */
        GIVEN_UP,
        /** Never tried: too many others were waiting. */
        DROPPED
    }

    /** A message that has not been tried yet. */
    public static Delivery fresh(String id, Instant at, String channel, String subject, String body) {
        return new Delivery(id, at, channel, subject, body, 0, at, Outcome.WAITING, "");
    }

    /** After one more attempt. */
    public Delivery tried(Outcome now, Instant at, String met) {
        return new Delivery(id, createdAt, channel, subject, body, attempts + 1, at, now, met);
    }

    /** Given away without an attempt. */
    public Delivery dropped(String why) {
        return new Delivery(id, createdAt, channel, subject, body, attempts, nextAt, Outcome.DROPPED, why);
    }
}

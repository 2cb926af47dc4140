package dev.lightmeter.storage;

import java.time.Instant;

/**
 * One change that somebody made.
 *
 * @param number ascending from 1, without gaps
 * @param at to the microsecond
 * @param action what was done, a word for programs: {@code deviceGroup.create}
 * @param object to what: a name or an id
 * @param detail the rest, for people; may be empty
 */
public record AuditEntry(long number, Instant at, Actor actor, String action, String object, String detail) {}

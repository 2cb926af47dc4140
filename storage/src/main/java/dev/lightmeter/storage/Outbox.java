package dev.lightmeter.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Notifications: what was last told about what is watched, and the messages on their way. Writing to it never waits for a
 * report that is being stored.
 */
public interface Outbox {

    /** What was last told, by the name of what is watched. */
    SortedMap<String, String> states();

    /** Makes states and the messages that follow from them durable, all of it or nothing. */
    void keep(Map<String, String> changedStates, List<Delivery> added);

    /** Makes what became of a message durable. */
    void keep(Delivery changed);

    /** The messages that wait, oldest first. */
    List<Delivery> waiting();

    /** The newest messages, newest first. */
    List<Delivery> recent(int most);

    /** Forgets messages that were made before a time and do not wait. */
    void forget(Instant before);
}

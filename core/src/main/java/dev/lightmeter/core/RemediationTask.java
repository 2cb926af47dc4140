package dev.lightmeter.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked others to carry out a recommendation on some devices. The request changes nothing by itself: a device is
 * fixed when its sources no longer report what the recommendation removes. Times are to the microsecond.
 *
 * @param recommendation id: {@code va-_-google-_-chrome}, {@code sca-_-scid-20000}
 * @param dueOn the last day for it; null if there is no hurry
 * @param closing set when somebody declared the task done; null while it is left to the sources
 * @param targets the devices that the recommendation concerned when the task was made, by slot
 */
public record RemediationTask(
        UUID id,
        String recommendation,
        String title,
        String description,
        RemediationType type,
        Priority priority,
        Instant createdOn,
        @Nullable LocalDate dueOn,
        Requester requester,
        @Nullable Closing closing,
        List<Target> targets) {

    public RemediationTask {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(createdOn, "createdOn");
        Objects.requireNonNull(requester, "requester");
        if (recommendation.isBlank()) throw new IllegalArgumentException("a remediation task needs a recommendation");
        if (title.isBlank()) throw new IllegalArgumentException("a remediation task needs a title");
        targets = List.copyOf(targets);
    }

    /** How urgent a task is. */
    public enum Priority {
        HIGH("High"),
        MEDIUM("Medium"),
        LOW("Low");

        private final String wire;

        Priority(String wire) {
            this.wire = wire;
        }

        /** The spelling on the wire: {@code Medium}. */
        public String wire() {
            return wire;
        }

        /** Reads the wire spelling in any letter case; empty for anything else. */
        public static Optional<Priority> parse(String text) {
            return Stream.of(values())
                    .filter(priority -> priority.wire.equalsIgnoreCase(text.strip()))
                    .findFirst();
        }
    }

    /**
     * Who asked.
     *
     * @param id of the user or the application
     * @param email null for an application
     * @param notes null if nothing was noted
     */
    public record Requester(
            String id, @Nullable String email, @Nullable String notes) {

        public Requester {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * Somebody declared the task done, whatever the sources say.
     *
     * @param by id of the user or the application
     * @param email null for an application
     */
    public record Closing(Instant at, String by, @Nullable String email) {

        public Closing {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(by, "by");
        }
    }

    /**
     * A device on which the recommendation is to be carried out.
     *
     * @param slot the store's number of the device
     * @param fixed whether the recommendation no longer concerns it
     * @param since when we learned that; the creation of the task for a device that was never fixed
     */
    public record Target(int slot, boolean fixed, Instant since) {

        public Target {
            if (slot < 0) throw new IllegalArgumentException("no device has the slot " + slot);
            Objects.requireNonNull(since, "since");
        }
    }

    /** The same task, declared done, or left to the sources again if null. */
    public RemediationTask withClosing(@Nullable Closing other) {
        return new RemediationTask(
                id, recommendation, title, description, type, priority, createdOn, dueOn, requester, other, targets);
    }

    /** The same task with these targets. */
    public RemediationTask withTargets(List<Target> others) {
        return new RemediationTask(
                id, recommendation, title, description, type, priority, createdOn, dueOn, requester, closing, others);
    }
}

package dev.lightmeter.core.decision;

import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the operator not to remediate something for a while. It changes no finding, only what findings count for
 * while it holds; taken away, everything counts as before. Days are UTC days.
 *
 * @param note why, in the words of who decided; may be empty
 * @param firstDay the first day on which it holds
 * @param lastDay the last day on which it holds; null if it never ends
 * @param cancelled set when somebody took it back, which counts at once
 */
public record RiskException(
        UUID id,
        DecisionSubject subject,
        Justification justification,
        DecisionScope scope,
        String note,
        LocalDate firstDay,
        @Nullable LocalDate lastDay,
        Act created,
        @Nullable Act cancelled) {

    public RiskException {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(justification, "justification");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(created, "created");
        if (lastDay != null && lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException(
                    "an exception cannot end on " + lastDay + ", before its first day " + firstDay);
        }
        if (justification == Justification.NO_PATCH && !(subject instanceof DecisionSubject.Weakness)) {
            throw new IllegalArgumentException("only an exception for a CVE can be justified by the lack of a patch");
        }
    }

    /**
     * Somebody did something.
     *
     * @param at to the microsecond
     * @param id of the user or the application; empty for the command line
     * @param name what people call them
     */
    public record Act(Instant at, String id, String name) {
        public Act {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
        }
    }

    /** Where an exception stands on a day. */
    public enum State {
        SCHEDULED,
        ACTIVE,
        EXPIRED,
        CANCELLED;

        /** The spelling in documents: {@code active}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it stands on a day. Both its first and its last day are part of it. */
    public State on(LocalDate day) {
        if (cancelled != null) return State.CANCELLED;
        if (day.isBefore(firstDay)) return State.SCHEDULED;
        return lastDay != null && day.isAfter(lastDay) ? State.EXPIRED : State.ACTIVE;
    }

    public boolean isGlobal() {
        return scope instanceof DecisionScope.Global;
    }

    /** The same, taken back. */
    public RiskException cancelled(Act by) {
        return new RiskException(id, subject, justification, scope, note, firstDay, lastDay, created, by);
    }

    /** As it stood at a time: not yet taken back if that was later; empty if nobody had made it by then. */
    public Optional<RiskException> at(Instant time) {
        if (created.at().isAfter(time)) return Optional.empty();
        boolean cancelledLater = cancelled != null && cancelled.at().isAfter(time);
        return Optional.of(
                cancelledLater
                        ? new RiskException(id, subject, justification, scope, note, firstDay, lastDay, created, null)
                        : this);
    }

    /** What it says about a path. */
    RemediationException onPath() {
        return new RemediationException(justification, lastDay);
    }
}

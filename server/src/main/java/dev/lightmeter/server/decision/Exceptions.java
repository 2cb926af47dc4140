package dev.lightmeter.server.decision;

import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.core.decision.RiskException.State;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The exceptions of an installation, made and taken back one at a time. Scores do not know of it yet when this returns. */
public final class Exceptions {

    private final Store store;
    private final Clock clock;

    public Exceptions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** All of them, oldest first. */
    public List<RiskException> all() {
        return store.exceptions().all();
    }

    /** The UTC day. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Makes an exception durable. */
    public RiskException add(ExceptionDraft draft, String byId, String byName) {
        RiskException made = made(draft, byId, byName);
        store.exceptions().keep(made);
        return made;
    }

    /** The exception that a draft would be. */
    RiskException made(ExceptionDraft draft, String byId, String byName) {
        return new RiskException(
                UUID.randomUUID(),
                draft.subject(),
                draft.justification(),
                draft.scope(),
                draft.note(),
                draft.firstDay(),
                draft.lastDay(),
                act(byId, byName),
                null);
    }

    /** Takes an exception back for good. Empty if there is none with this id, or it has ended already. */
    public synchronized Optional<RiskException> cancel(UUID id, String byId, String byName) {
        Optional<RiskException> cancelled = all().stream()
                .filter(exception -> exception.id().equals(id))
                .filter(exception -> !hasEnded(exception))
                .map(exception -> exception.cancelled(act(byId, byName)))
                .findFirst();
        cancelled.ifPresent(store.exceptions()::keep);
        return cancelled;
    }

    private boolean hasEnded(RiskException exception) {
        State state = exception.on(today());
        return state == State.CANCELLED || state == State.EXPIRED;
    }

    private Act act(String id, String name) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Act(now, id, name);
    }
}

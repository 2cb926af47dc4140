package dev.lightmeter.storage.memory;

import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.storage.RiskExceptions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Exceptions in a map. */
final class MemoryRiskExceptions implements RiskExceptions {

    /** Guarded by {@code this}. */
    private final Map<UUID, RiskException> exceptions = new HashMap<>();

    @Override
    public synchronized List<RiskException> all() {
        return exceptions.values().stream()
                .sorted(Comparator.comparing(
                                (RiskException exception) -> exception.created().at())
                        .thenComparing(exception -> exception.id().toString()))
                .toList();
    }

    @Override
    public synchronized void keep(RiskException exception) {
        exceptions.put(exception.id(), exception);
    }
}

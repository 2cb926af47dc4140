package dev.lightmeter.storage.memory;

import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.storage.VexDocuments;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Statements in a map. */
final class MemoryVexDocuments implements VexDocuments {

    /** Guarded by {@code this}. */
    private final Map<UUID, VexDocument> documents = new HashMap<>();

    @Override
    public synchronized List<VexDocument> all() {
        return documents.values().stream()
                .sorted(Comparator.comparing(VexDocument::writtenAt)
                        .thenComparing(document -> document.id().toString()))
                .toList();
    }

    @Override
    public synchronized void keep(VexDocument document) {
        documents.put(document.id(), document);
    }

    @Override
    public synchronized boolean remove(UUID id) {
        return documents.remove(id) != null;
    }
}

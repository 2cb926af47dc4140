package dev.lightmeter.storage.memory;

import dev.lightmeter.core.ThreatFacts;
import java.util.HashMap;
import java.util.Map;

/** What one source has said so far. */
final class MemorySource {

    final Map<String, Alias> aliases = new HashMap<>();
    final Map<Integer, Said> facts = new HashMap<>();
    boolean reportsFindings;

    /** Facts of a weakness with the time of the report that told them. */
    record Said(ThreatFacts facts, long at) {}
}

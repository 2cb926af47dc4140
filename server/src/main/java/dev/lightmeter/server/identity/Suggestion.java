package dev.lightmeter.server.identity;

import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.IdentityFacts.Evidence;
import java.util.Set;

/**
 * Two devices that may be one.
 *
 * @param survivor the one of which more is known
 * @param evidence what both are said to have, the strongest first
 */
record Suggestion(DeviceRecord survivor, DeviceRecord other, Set<Evidence> evidence) {}

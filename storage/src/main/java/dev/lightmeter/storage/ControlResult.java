package dev.lightmeter.storage;

import dev.lightmeter.core.Control;
import java.time.Instant;

/**
 * The result of a security configuration control on a device; of what several sources say the worst.
 *
 * @param slot the store's number of the device
 * @param at when the source looked at it
 */
public record ControlResult(int slot, Control control, Instant at) {}

package dev.lightmeter.core.report;

import org.jspecify.annotations.Nullable;

/**
 * What a security configuration control is called. Null is what nobody said.
 *
 * @param id the id of the {@link dev.lightmeter.core.Control} on devices: {@code sca-_-scid-20000}
 * @param category {@code Accounts}, {@code Application}, {@code Network}, {@code OS} or {@code SecurityControls}
 * @param remediation what to do so that a device complies
 */
public record ControlDescription(
        String id,
        @Nullable String name,
        @Nullable String category,
        @Nullable String subcategory,
        @Nullable String remediation) {}

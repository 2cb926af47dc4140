package dev.lightmeter.core;

import org.jspecify.annotations.Nullable;

/**
 * What removes a weakness from a piece of software, where the scanner says so. Null is what it does not say.
 *
 * @param version the smallest version without the weakness
 * @param id number of an update: {@code KB5007186}, {@code RHSA-2024:0001}; also an advisory
 * @param name what people call the update
 * @param url where it is described
 */
public record SecurityUpdate(
        @Nullable String version,
        @Nullable String id,
        @Nullable String name,
        @Nullable String url) {

    public SecurityUpdate {
        if (version == null && id == null && name == null && url == null) {
            throw new IllegalArgumentException("a security update needs a version, an id, a name or an address");
        }
    }

    /** An update of which only the version is known. */
    public static SecurityUpdate to(String version) {
        return new SecurityUpdate(version, null, null, null);
    }
}

package dev.lightmeter.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told about a weakness and does not count in the score. Null is what nobody said.
 *
 * @param weakness its id, such as {@code CVE-2021-44228}
 * @param cvssVector the vector behind its CVSS score: {@code CVSS:3.1/AV:N/...}
 * @param exploitUris addresses of published exploits
 */
public record WeaknessText(
        String weakness,
        @Nullable String description,
        @Nullable String cvssVector,
        @Nullable Instant publishedOn,
        @Nullable Instant updatedOn,
        List<String> exploitUris) {

    public WeaknessText {
        Objects.requireNonNull(weakness, "weakness");
        exploitUris = List.copyOf(exploitUris);
    }
}

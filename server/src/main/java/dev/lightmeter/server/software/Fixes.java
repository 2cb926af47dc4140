package dev.lightmeter.server.software;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import org.jspecify.annotations.Nullable;

/** What removes weaknesses from pieces of software, as far as anybody said. */
@FunctionalInterface
public interface Fixes {

    /**
     * What removes a weakness from a piece of software; null if nobody said.
     *
     * @param weakness its int in the dictionary
     */
    @Nullable
    SecurityUpdate of(int weakness, Software software);
}

package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.report.ControlDescription;
import java.util.Optional;

/** What controls are called, as far as anybody said. */
@FunctionalInterface
public interface ControlDescriptions {
    Optional<ControlDescription> of(String control);
}

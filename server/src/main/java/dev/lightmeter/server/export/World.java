package dev.lightmeter.server.export;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ControlDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of weaknesses and paths, whatever device they are on. */
interface World {

    FindingPath path(int path);

    ThreatFacts facts(int weakness);

    Software software(int software);

    /** The software that a path leads through. */
    int softwareOf(int path);

    /** What removes a weakness from a piece of software; null if nobody said. */
    @Nullable
    SecurityUpdate update(int weakness, int software);

    /** What a control is called; null if nobody said. */
    @Nullable
    ControlDescription control(String id);

    /** When the weakness was rated otherwise, within the time asked for; null if it was not. */
    @Nullable
    Instant rated(int weakness);
}

package dev.lightmeter.storage;

import dev.lightmeter.core.decision.RiskException;
import java.util.List;

/** What the operator decided not to remediate. Writing to it never waits for a report that is being stored. */
public interface RiskExceptions {

    /** All of them in whatever state, oldest first. */
    List<RiskException> all();

    /** Makes an exception durable, in the place of the one with its id if there is one. */
    void keep(RiskException exception);
}

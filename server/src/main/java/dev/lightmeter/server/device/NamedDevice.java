package dev.lightmeter.server.device;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.List;

/** The device that a path names, by id or by DNS name in any letter case. */
public final class NamedDevice {

    private NamedDevice() {}

    /** Its slot. A device that the caller does not see is as unknown as one that does not exist. */
    public static int slot(Scoreboard board, String idOrName) {
        List<Integer> slots = board.fleet().slotsOf(idOrName);
        if (slots.isEmpty()) {
            throw new ProblemException(Problem.resourceNotFound("device", idOrName));
        }
        return slots.getFirst();
    }
}

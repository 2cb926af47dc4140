package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.time.LocalDate;
import java.util.Comparator;

/** The device that a path names, by id or by DNS name in any letter case. */
public final class NamedDevice {

    private NamedDevice() {}

    /**
     * Its slot. Of several devices with one name it is the one that was assessed last, for a name moves on when a machine is
     * replaced. A device that the caller does not see is as unknown as one that does not exist.
     */
    public static int slot(Scoreboard board, String idOrName) {
        return board.fleet().slotsOf(idOrName).stream()
                .max(Comparator.comparing((Integer slot) -> assessedOn(board, slot))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("device", idOrName)));
    }

    private static LocalDate assessedOn(Scoreboard board, int slot) {
        return board.fleet().device(slot).map(Device::assessedOn).orElse(LocalDate.MIN);
    }
}

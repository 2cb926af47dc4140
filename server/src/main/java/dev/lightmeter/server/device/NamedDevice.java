package dev.lightmeter.server.device;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.Store;

/** The device that a path names, by id or by DNS name in any letter case. */
public final class NamedDevice {

    private NamedDevice() {}

    /** Its slot; a problem if there is none. A device that the caller does not see is as unknown as one that does not exist. */
    public static int slot(Scoreboard board, Store store, String idOrName) {
        return Machines.slot(board, store, idOrName);
    }
}

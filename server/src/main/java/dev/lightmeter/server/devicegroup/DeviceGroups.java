package dev.lightmeter.server.devicegroup;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.storage.Store;
import java.util.List;

/**
 * How device groups are arranged at this moment: by the configuration file if it declares any, else as somebody arranged
 * them over the API. Reading never waits.
 */
public final class DeviceGroups {

    private final Store store;
    private final boolean declared;

    /** Replaced while {@code this} is locked, so that no change overwrites another. */
    private volatile GroupArrangement current;

    private DeviceGroups(Store store, boolean declared, GroupArrangement current) {
        this.store = store;
        this.declared = declared;
        this.current = current;
    }

    /**
     * Reads the arrangement that counts.
     *
     * @param declared what the configuration file says; {@link GroupArrangement#NONE} leaves it to the API
     */
    public static DeviceGroups of(Store store, GroupArrangement declared) {
        boolean inFile = !declared.equals(GroupArrangement.NONE);
        return new DeviceGroups(store, inFile, inFile ? declared : store.arrangement());
    }

    /** The rules, and who may see what. */
    public GroupArrangement arrangement() {
        return current;
    }

    /** Who may see a device group: ids or names of groups of users, or of users. Everybody may if the list is empty. */
    public List<String> assignmentsOf(DeviceGroup group) {
        return current.assignmentsOf(group.name());
    }

    /** True if the configuration file is the truth, so that nobody can change them over the API. */
    public boolean areDeclared() {
        return declared;
    }

    /** Makes another arrangement durable. */
    synchronized void change(Change change) {
        GroupArrangement next = change.after(current);
        if (next.equals(current)) return;
        store.arrange(next);
        current = next;
    }

    /** Gives a group another name; its number stays. */
    synchronized void rename(DeviceGroup group, String name) {
        store.renameGroup(group.id(), name);
        current = store.arrangement();
    }

    /** One change of the arrangement; what it throws leaves everything as it was. */
    interface Change {
        GroupArrangement after(GroupArrangement before);
    }
}

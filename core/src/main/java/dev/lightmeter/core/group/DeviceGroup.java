package dev.lightmeter.core.group;

/**
 * A device group. On the wire: {@code rbacGroupId} and {@code rbacGroupName}.
 *
 * @param id stable number; 0 is {@link #UNASSIGNED}
 */
public record DeviceGroup(int id, String name) {

    /** Where a device goes that no rule and no source puts anywhere. */
    public static final DeviceGroup UNASSIGNED = new DeviceGroup(0, "UnassignedGroup");

    public DeviceGroup {
        if (id < 0) throw new IllegalArgumentException("the id of a device group must not be negative, got " + id);
        if (name.isBlank()) throw new IllegalArgumentException("a device group needs a name");
    }

    /** True for the words with which sources say "in no group": {@code Unassigned}, {@code None}, {@code UnassignedGroup}. */
    public static boolean meansUnassigned(String name) {
        String plain = name.strip();
        return plain.isEmpty()
                || plain.equalsIgnoreCase("Unassigned")
                || plain.equalsIgnoreCase("None")
                || plain.equalsIgnoreCase(UNASSIGNED.name());
    }
}

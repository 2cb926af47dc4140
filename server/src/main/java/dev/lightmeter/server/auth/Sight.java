package dev.lightmeter.server.auth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which device groups a caller sees. Names and ids are compared in any letter case. */
public sealed interface Sight {

    /** The role of users who see every device group, whatever is assigned to it. */
    String ADMINISTRATOR = "Lightmeter.Administrator";

    /** True if the caller sees the device group of this name to which these principals are assigned. */
    boolean sees(String deviceGroup, Collection<String> assignments);

    /** Every device group: an application without limits, or an administrator. */
    record Everything() implements Sight {
        @Override
        public boolean sees(String deviceGroup, Collection<String> assignments) {
            return true;
        }
    }

    /**
     * A user: the device groups to which one of these principals is assigned, and those to which nobody is, as in Defender.
     *
     * @param principals the groups that the user is a member of, the user's object id and user name, in lower case
     */
    record Assigned(Set<String> principals) implements Sight {
        public Assigned {
            principals = plain(principals);
        }

        @Override
        public boolean sees(String deviceGroup, Collection<String> assignments) {
            return assignments.isEmpty() || assignments.stream().anyMatch(one -> principals.contains(plain(one)));
        }
    }

    /**
     * An application that the operator limits: the device groups of these names and no others.
     *
     * @param deviceGroups in lower case
     */
    record Named(Set<String> deviceGroups) implements Sight {
        public Named {
            deviceGroups = plain(deviceGroups);
        }

        @Override
        public boolean sees(String deviceGroup, Collection<String> assignments) {
            return deviceGroups.contains(plain(deviceGroup));
        }
    }

    private static Set<String> plain(Set<String> names) {
        return names.stream()
                .map(Sight::plain)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), java.util.Collections::unmodifiableSet));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}

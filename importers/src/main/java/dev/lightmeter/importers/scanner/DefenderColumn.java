package dev.lightmeter.importers.scanner;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that are read from Defender's rows, by the names they have in one answer or the other. */
enum DefenderColumn {
    ID("id"),
    DEVICE("deviceid", "machineid"),
    DEVICE_NAME("devicename", "computerdnsname"),
    GROUP("rbacgroupname"),
    GROUP_ID("rbacgroupid"),
    OS_PLATFORM("osplatform"),
    VENDOR("softwarevendor", "productvendor"),
    PRODUCT("softwarename", "productname"),
    VERSION("softwareversion", "productversion"),
    CVE("cveid"),
    SEVERITY("vulnerabilityseveritylevel", "severity"),
    CVSS("cvssscore"),
    EXPLOITABILITY("exploitabilitylevel"),
    RECOMMENDATION("recommendationreference"),
    FIRST_SEEN("firstseentimestamp", "softwarefirstseentimestamp", "firstseen"),
    LAST_SEEN("lastseentimestamp", "lastseen"),
    SOFTWARE_LAST_SEEN("softwarelastseentimestamp"),
    STATUS("status"),
    EVENT("eventtimestamp"),
    ONBOARDED("isonboarded"),
    ONBOARDING("onboardingstatus"),
    EXCLUDED("isexcluded"),
    VALUE("devicevalue"),
    TAGS("machinetags"),
    OS_VERSION("osversion"),
    OS_ARCHITECTURE("osarchitecture"),
    DISK_PATHS("diskpaths"),
    REGISTRY_PATHS("registrypaths"),
    UPDATE("recommendedsecurityupdate"),
    UPDATE_ID("recommendedsecurityupdateid", "fixingkbid"),
    UPDATE_URL("recommendedsecurityupdateurl"),
    SUPPORT("endofsupportstatus"),
    SUPPORT_ENDS("endofsupportdate"),
    CONFIGURATION("configurationid"),
    CONFIGURATION_NAME("configurationname"),
    CATEGORY("configurationcategory"),
    SUBCATEGORY("configurationsubcategory"),
    IMPACT("configurationimpact"),
    APPLICABLE("isapplicable"),
    COMPLIANT("iscompliant"),
    /** When a configuration was looked at. */
    TIMESTAMP("timestamp");

    static final List<DefenderColumn> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    /**
     * A column.
     *
     * @param names what the answers call it, in lower case
     */
    DefenderColumn(String... names) {
        this.names = List.of(names);
    }

    /** Where the column has its place in an array of all columns, which lives no longer than the program. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** What the column tells, in plain words. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Finds columns by name in any letter case. Lower-casing every name of every row would cost as much as the parsing, so
     * each spelling is looked up once and remembered. For one thread.
     */
    static final class ByName {

        private static final int SPELLINGS = 1 << 8;

        private final Map<String, DefenderColumn> byLowerCase = new HashMap<>();
        private final Recent<Spelling> recent = new Recent<>(SPELLINGS);

        /** Rows that name their device in a column of its own have an {@code id} too, a long one that nobody needs. */
        ByName(DefenderShape shape) {
            for (DefenderColumn column : ALL) {
                if (column == ID && shape != DefenderShape.MACHINES) continue;
                if (column == TIMESTAMP && shape != DefenderShape.CONTROLS) continue;
                for (String name : column.names) byLowerCase.put(name, column);
            }
        }

        @Nullable
        DefenderColumn find(String name) {
            Spelling known = recent.get(name.hashCode());
            if (known != null && known.name.equals(name)) return known.column;
            DefenderColumn column = byLowerCase.get(name.toLowerCase(Locale.ROOT));
            recent.put(name.hashCode(), new Spelling(name, column));
            return column;
        }

        private record Spelling(String name, @Nullable DefenderColumn column) {}
    }
}

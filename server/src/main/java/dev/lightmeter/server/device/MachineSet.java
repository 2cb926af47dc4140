package dev.lightmeter.server.device;

import static dev.lightmeter.core.DeviceDetail.AAD_DEVICE_ID;
import static dev.lightmeter.core.DeviceDetail.AGENT_VERSION;
import static dev.lightmeter.core.DeviceDetail.DEFENDER_AV_STATUS;
import static dev.lightmeter.core.DeviceDetail.EXCLUSION_REASON;
import static dev.lightmeter.core.DeviceDetail.IS_AAD_JOINED;
import static dev.lightmeter.core.DeviceDetail.IS_POTENTIAL_DUPLICATION;
import static dev.lightmeter.core.DeviceDetail.LAST_EXTERNAL_IP_ADDRESS;
import static dev.lightmeter.core.DeviceDetail.LAST_IP_ADDRESS;
import static dev.lightmeter.core.DeviceDetail.MANAGED_BY;
import static dev.lightmeter.core.DeviceDetail.MANAGED_BY_STATUS;
import static dev.lightmeter.core.DeviceDetail.MERGED_INTO_MACHINE_ID;
import static dev.lightmeter.core.DeviceDetail.ONBOARDING_STATUS;
import static dev.lightmeter.core.DeviceDetail.OS_ARCHITECTURE;
import static dev.lightmeter.core.DeviceDetail.OS_BUILD;
import static dev.lightmeter.core.DeviceDetail.OS_PROCESSOR;
import static dev.lightmeter.core.DeviceDetail.OS_VERSION;
import static dev.lightmeter.core.DeviceDetail.RISK_SCORE;
import static dev.lightmeter.core.DeviceDetail.VERSION;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.DeviceProperties;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a machine looks like on the wire: the properties that the live service was seen to send, in its order. */
final class MachineSet {

    private static final String UNKNOWN = "Unknown";
    private static final List<String> RISKS = List.of("None", "Informational", "Low", "Medium", "High");
    private static final List<String> ONBOARDING =
            List.of("Onboarded", "CanBeOnboarded", "Unsupported", "InsufficientInfo");

    private static final Property<Machine> ID =
            Property.<Machine>word("id", machine -> machine.device().id()).always();

    private static final Property<Machine> IS_EXCLUDED = Property.<Machine>truth(
                    "isExcluded", machine -> machine.device().excluded())
            .always();

    private static final Property<Machine> NAME = Property.<Machine>word(
                    "computerDnsName", machine -> machine.device().name())
            .always();

    private static final Property<Machine> OS_PLATFORM = Property.word("osPlatform", machine -> {
        String platform = machine.device().osPlatform();
        return platform.isEmpty() ? null : platform;
    });

    private static final Property<Machine> VALUE = Property.<Machine>word(
                    "deviceValue", machine -> machine.device().value().wire(), List.of("Low", "Normal", "High"))
            .always();

    private static final Property<Machine> GROUP_ID = Property.<Machine>whole(
                    "rbacGroupId", machine -> machine.group().id())
            .always();

    private static final Property<Machine> GROUP_NAME = Property.word("rbacGroupName", Machine::groupName);

    private static final Property<Machine> EXPOSURE = Property.<Machine>word(
                    "exposureLevel",
                    machine ->
                            machine.level() == null ? "None" : machine.level().wire(),
                    List.of("None", "Low", "Medium", "High"))
            .always();

    /** The tags of a machine. */
    static final Property<Machine> TAGS =
            Property.texts("machineTags", machine -> machine.device().tags());

    /** What is known without asking the store. */
    static final Set<Property<Machine>> OF_SCOREBOARD =
            Set.of(ID, IS_EXCLUDED, NAME, OS_PLATFORM, VALUE, GROUP_ID, GROUP_NAME, EXPOSURE, TAGS);

    /** What the store can decide, with the property of its own. */
    private static final Map<Property<Machine>, Property<DeviceRecord>> OF_STORE = new HashMap<>();

    private static final Shape<Machine> SHAPE = Shape.<Machine>named("Machine")
            .with(ID)
            .with(detail(MERGED_INTO_MACHINE_ID))
            .with(Property.<Machine>truth("isPotentialDuplication", machine -> machine.truth(IS_POTENTIAL_DUPLICATION)
                            .orElse(false))
                    .always())
            .with(IS_EXCLUDED)
            .with(detail(EXCLUSION_REASON))
            .with(NAME)
            .with(stored(DeviceProperties.FIRST_SEEN))
            .with(stored(DeviceProperties.LAST_SEEN))
            .with(OS_PLATFORM)
            .with(detail(OS_VERSION))
            .with(detail(OS_PROCESSOR))
            .with(detail(VERSION))
            .with(detail(LAST_IP_ADDRESS))
            .with(detail(LAST_EXTERNAL_IP_ADDRESS))
            .with(detail(AGENT_VERSION))
            .with(detail(OS_BUILD))
            .with(Property.word("healthStatus", Machine::healthStatus, Machine.HEALTH)
                    .always())
            .with(VALUE)
            .with(GROUP_ID)
            .with(GROUP_NAME)
            .with(Property.word("riskScore", machine -> machine.word(RISK_SCORE, RISKS), RISKS))
            .with(EXPOSURE)
            .with(detail(IS_AAD_JOINED))
            .with(detail(AAD_DEVICE_ID))
            .with(TAGS)
            .with(detail(DEFENDER_AV_STATUS, UNKNOWN))
            .with(Property.<Machine>word("onboardingStatus", MachineSet::onboardingStatus, ONBOARDING)
                    .always())
            .with(detail(OS_ARCHITECTURE))
            .with(detail(MANAGED_BY, UNKNOWN))
            .with(detail(MANAGED_BY_STATUS, UNKNOWN))
            .many("ipAddresses", NestedDetails.IP_ADDRESS, NestedDetails::ipAddresses)
            .one("vmMetadata", NestedDetails.VM_METADATA, NestedDetails::vmMetadata);

    /** All machines that a caller sees. */
    static final EntitySet<Machine> MACHINES =
            EntitySet.of("Machines", SHAPE, ID).at("machines").pagesOf(10_000);

    private MachineSet() {}

    private static String onboardingStatus(Machine machine) {
        String said = machine.word(ONBOARDING_STATUS, ONBOARDING);
        return said == null ? ONBOARDING.getLast() : said;
    }

    /** The condition on what the store keeps. Made of properties that the store has columns for. */
    static Filter<DeviceRecord> inStore(Filter<Machine> filter) {
        return filter.over(property -> Objects.requireNonNull(OF_STORE.get(property), property::name));
    }

    private static Property<Machine> detail(DeviceDetail detail) {
        return stored(DeviceProperties.of(detail));
    }

    private static Property<Machine> stored(Property<DeviceRecord> property) {
        Property<Machine> ours = property.of(Machine::known);
        OF_STORE.put(ours, property);
        return ours;
    }

    private static Property<Machine> detail(DeviceDetail detail, String unknown) {
        return Property.<Machine>word(detail.wire(), machine -> machine.detailOr(detail, unknown))
                .always();
    }
}

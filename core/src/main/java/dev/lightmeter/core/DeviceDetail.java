package dev.lightmeter.core;

import java.util.Locale;

/**
 * Something that is known of a device and does not count in the score: it tells people which device it is. Each is one
 * text; what it is in Defender's machine resource is told by {@link #wire()}.
 */
public enum DeviceDetail {
    OS_VERSION("osVersion"),
    /** A whole number in decimal digits. */
    OS_BUILD("osBuild"),
    /** The marketing version of the operating system: {@code 22H2}. */
    VERSION("version"),
    OS_PROCESSOR("osProcessor"),
    OS_ARCHITECTURE("osArchitecture"),
    LAST_IP_ADDRESS("lastIpAddress"),
    LAST_EXTERNAL_IP_ADDRESS("lastExternalIpAddress"),
    AGENT_VERSION("agentVersion"),
    HEALTH_STATUS("healthStatus"),
    RISK_SCORE("riskScore"),
    /** {@code true} or {@code false}. */
    IS_AAD_JOINED("isAadJoined"),
    AAD_DEVICE_ID("aadDeviceId"),
    ONBOARDING_STATUS("onboardingStatus"),
    DEFENDER_AV_STATUS("defenderAvStatus"),
    MANAGED_BY("managedBy"),
    MANAGED_BY_STATUS("managedByStatus"),
    EXCLUSION_REASON("exclusionReason"),
    MERGED_INTO_MACHINE_ID("mergedIntoMachineId"),
    /** {@code true} or {@code false}. */
    IS_POTENTIAL_DUPLICATION("isPotentialDuplication"),
    /** A JSON array of objects with {@code ipAddress}, {@code macAddress}, {@code type}, {@code operationalStatus}. */
    IP_ADDRESSES("ipAddresses"),
    /** A JSON object with {@code vmId}, {@code cloudProvider}, {@code resourceId}, {@code subscriptionId}. */
    VM_METADATA("vmMetadata"),
    /** The word of a {@link DeviceKind}; not in Defender's machine resource. */
    DEVICE_KIND("deviceKind");

    private final String wire;

    DeviceDetail(String wire) {
        this.wire = wire;
    }

    /** The name of the property in Defender's machine resource. */
    public String wire() {
        return wire;
    }

    /** The name of the column that keeps it. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.lightmeter.storage;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.storage.staging.DnsName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a source says of a device by which another source's words about the same device are known. What nobody said is empty.
 * The rules are in docs/decisions/0021.
 *
 * @param dnsName normalised and fully qualified
 * @param shortName the first label of the DNS name, or a name without a domain; lower case
 * @param cloudInstance id of the machine in its cloud, lower case
 * @param directoryId id of the device in the directory, lower case
 * @param macAddresses as twelve hexadecimal digits in lower case
 * @param ipAddresses without those that many machines have
 * @param kind what it is; an image has no other facts than its reference
 * @param image reference of a container image, without the name of the registry that is meant if none is named
 * @param osFamily {@code windows}, {@code linux}, {@code apple}; empty if nobody told it or it is another one
 */
public record IdentityFacts(
        String dnsName,
        String shortName,
        String cloudInstance,
        String directoryId,
        Set<String> macAddresses,
        Set<String> ipAddresses,
        String osFamily,
        DeviceKind kind,
        String image) {

    private static final Pattern SHORT = Pattern.compile("(?=.*[a-z])[a-z0-9_-]{2,63}");
    private static final Pattern VM_ID = Pattern.compile("\"vmId\"\\s*:\\s*\"([^\"\\\\]{4,200})\"");
    private static final Pattern MAC = Pattern.compile("\"macAddress\"\\s*:\\s*\"([^\"\\\\]{12,23})\"");
    private static final Pattern IP = Pattern.compile("\"ipAddress\"\\s*:\\s*\"([^\"\\\\]{3,45})\"");
    private static final Pattern TWELVE_DIGITS = Pattern.compile("[0-9a-f]{12}");

    /** Addresses of no machine in particular: of itself, of its own link, of none, and what container engines hand out. */
    private static final Pattern ANYBODYS =
            Pattern.compile("127\\..*|169\\.254\\..*|0\\.0\\.0\\.0|172\\.17\\..*|::1?|fe80:.*");

    private static final Set<String> NOBODYS_MAC = Set.of("000000000000", "ffffffffffff");

    /** What machines call themselves when nobody named them. */
    private static final Set<String> NOBODYS_NAME = Set.of("localhost", "unknown", "none", "host", "server", "ubuntu");

    /** Names that a cloud or a router gave, of which a machine may have one beside its own. */
    private static final Pattern GIVEN_NAME =
            Pattern.compile(".*\\.(internal|internal\\.cloudapp\\.net|lan|localdomain)");

    private static final Pattern DOCKER_HUB = Pattern.compile("^(index\\.)?docker\\.io/(library/)?");

    private static final Pattern WINDOWS = Pattern.compile("(?i)windows");
    private static final Pattern APPLE = Pattern.compile("(?i)mac ?os|os x|darwin|^ios|ipados");
    private static final Pattern LINUX =
            Pattern.compile("(?i)linux|ubuntu|debian|red ?hat|rhel|centos|suse|fedora|rocky|alma|amazon|alpine");

    public IdentityFacts {
        macAddresses = Set.copyOf(macAddresses);
        ipAddresses = Set.copyOf(ipAddresses);
    }

    /** Something that two sources say alike. */
    public enum Evidence {
        CLOUD_INSTANCE("cloudInstance", 32),
        DNS_NAME("dnsName", 16),
        DIRECTORY_ID("directoryId", 8),
        MAC_ADDRESS("macAddress", 4),
        SHORT_NAME("shortName", 2),
        IP_ADDRESS("ipAddress", 1);

        private final String wire;

        private final int weight;

        Evidence(String wire, int weight) {
            this.wire = wire;
            this.weight = weight;
        }

        /** More than those of all weaker kinds together. */
        public int weight() {
            return weight;
        }

        public String wire() {
            return wire;
        }
    }

    /**
     * What a name and details tell.
     *
     * @param name whatever people call the device; empty if nobody named it
     * @param os name of the operating system; empty if nobody told it
     */
    public static IdentityFacts of(String name, String os, DeviceDetails details) {
        if (details.kind() == DeviceKind.IMAGE) return ofImage(name);
        String dnsName = DnsName.of(name).orElse("");
        String plain = name.strip().toLowerCase(Locale.ROOT);
        String shortName = dnsName.isEmpty() ? plain : dnsName.substring(0, dnsName.indexOf('.'));
        boolean isName = SHORT.matcher(shortName).matches() && !NOBODYS_NAME.contains(shortName);
        Set<String> macs = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        details.get(DeviceDetail.LAST_IP_ADDRESS).ifPresent(address -> addAddress(addresses, address));
        details.get(DeviceDetail.IP_ADDRESSES).ifPresent(json -> {
            Matcher mac = MAC.matcher(json);
            while (mac.find()) addMac(macs, mac.group(1));
            Matcher address = IP.matcher(json);
            while (address.find()) addAddress(addresses, address.group(1));
        });
        Matcher vmId = VM_ID.matcher(details.get(DeviceDetail.VM_METADATA).orElse(""));
        return new IdentityFacts(
                dnsName,
                isName ? shortName : "",
                vmId.find() ? vmId.group(1).toLowerCase(Locale.ROOT) : "",
                details.get(DeviceDetail.AAD_DEVICE_ID).orElse("").toLowerCase(Locale.ROOT),
                macs,
                addresses,
                osFamily(os),
                details.kind(),
                "");
    }

    private static IdentityFacts ofImage(String name) {
        String reference =
                DOCKER_HUB.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        return new IdentityFacts("", "", "", "", Set.of(), Set.of(), "", DeviceKind.IMAGE, reference);
    }

    /**
     * True if these cannot be one device, whatever else they share: they are of different kinds, or have different ids in their cloud or directory, or
     * different qualified names of their own.
     */
    public boolean contradicts(IdentityFacts other) {
        boolean given = GIVEN_NAME.matcher(dnsName).matches()
                || GIVEN_NAME.matcher(other.dnsName).matches();
        return kind != other.kind
                || differ(cloudInstance, other.cloudInstance)
                || differ(directoryId, other.directoryId)
                || (differ(dnsName, other.dnsName) && !given);
    }

    /**
     * True if something that two devices of one short name can hardly have in common is said of both, and nothing speaks
     * against it.
     *
     * @param sameTime true if both were seen at about the same time: then an address is no other machine's
     */
    public boolean agreesBesideItsName(IdentityFacts other, boolean sameTime) {
        if (contradicts(other) || differ(osFamily, other.osFamily)) return false;
        return same(directoryId, other.directoryId)
                || !Collections.disjoint(macAddresses, other.macAddresses)
                || (sameTime && !Collections.disjoint(ipAddresses, other.ipAddresses));
    }

    /** True if there is anything beside names to know the device by. */
    public boolean tellsMoreThanNames() {
        return !directoryId.isEmpty() || !macAddresses.isEmpty() || !ipAddresses.isEmpty();
    }

    /** What both say, the strongest first. A short name is nothing that two different qualified names share. */
    public Set<Evidence> sharedWith(IdentityFacts other) {
        Set<Evidence> shared = EnumSet.noneOf(Evidence.class);
        if (same(cloudInstance, other.cloudInstance)) shared.add(Evidence.CLOUD_INSTANCE);
        if (same(dnsName, other.dnsName)) shared.add(Evidence.DNS_NAME);
        if (same(directoryId, other.directoryId)) shared.add(Evidence.DIRECTORY_ID);
        if (!Collections.disjoint(macAddresses, other.macAddresses)) shared.add(Evidence.MAC_ADDRESS);
        if (same(shortName, other.shortName) && !differ(dnsName, other.dnsName)) shared.add(Evidence.SHORT_NAME);
        if (!Collections.disjoint(ipAddresses, other.ipAddresses)) shared.add(Evidence.IP_ADDRESS);
        return shared;
    }

    /** True if people should look whether both are one device. An address alone says nothing: it is lent to many in turn. */
    public boolean isPerhaps(IdentityFacts other) {
        if (kind != other.kind || differ(cloudInstance, other.cloudInstance)) return false;
        Set<Evidence> shared = sharedWith(other);
        shared.remove(Evidence.IP_ADDRESS);
        return !shared.isEmpty();
    }

    private static String osFamily(String os) {
        if (WINDOWS.matcher(os).find()) return "windows";
        if (APPLE.matcher(os).find()) return "apple";
        return LINUX.matcher(os).find() ? "linux" : "";
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static void addMac(Set<String> macs, String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[:.\\s-]", "");
        if (TWELVE_DIGITS.matcher(digits).matches() && !NOBODYS_MAC.contains(digits)) macs.add(digits);
    }

    private static void addAddress(Set<String> addresses, String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (!address.isEmpty() && !ANYBODYS.matcher(address).matches()) addresses.add(address);
    }
}

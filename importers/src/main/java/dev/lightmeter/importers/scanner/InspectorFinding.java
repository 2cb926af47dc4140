package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One finding of Amazon Inspector, while its fields stream by. */
final class InspectorFinding {

    private static final String ABOUT_PACKAGES = "PACKAGE_VULNERABILITY";

    /** Inspector names one resource and a few packages; more would be an attack on the memory. */
    private static final int MOST = 10_000;

    private final Advisory advisory = new Advisory();
    private final List<Resource> resources = new ArrayList<>();
    private final List<VulnerablePackage> packages = new ArrayList<>();
    private String account = "";
    private String type = ABOUT_PACKAGES;
    private String status = "";
    private @Nullable Instant firstObservedAt;

    void field(String name, JsonReader json) throws IOException {
        switch (name) {
            case "awsaccountid" -> account = json.label();
            case "type" -> type = json.label();
            case "status" -> status = json.label();
            case "severity" -> advisory.cvss().label(json.text());
            case "firstobservedat" -> firstObservedAt = Times.parse(json.text()).orElse(null);
            case "epss" ->
                json.object(field -> {
                    if (field.equals("score")) advisory.epss(json.text());
                });
            case "exploitavailable" -> {
                if ("YES".equals(json.text())) advisory.evidence(new Evidence(false, false, false, false, true));
            }
            case "packagevulnerabilitydetails" -> json.object(field -> details(field, json));
            case "inspectorscoredetails" ->
                json.object(field -> {
                    if (field.equals("adjustedcvss")) score(json, 2);
                });
            case "resources" ->
                json.array(() -> {
                    if (resources.size() < MOST) resources.add(Resource.read(json));
                });
            default -> {}
        }
    }

    private void details(String name, JsonReader json) throws IOException {
        switch (name) {
            case "vulnerabilityid" -> advisory.id(json.text());
            case "relatedvulnerabilities" -> json.array(() -> advisory.alias(json.text()));
            case "cvss" -> json.array(() -> score(json, 0));
            case "vulnerablepackages" ->
                json.array(() -> {
                    if (packages.size() < MOST) packages.add(VulnerablePackage.read(json));
                });
            default -> {}
        }
    }

    /** @param rank of the score; that of NVD goes before those of equal rank */
    private void score(JsonReader json, int rank) throws IOException {
        @Nullable String[] told = new String[4];
        json.object(name -> {
            switch (name) {
                case "basescore", "score" -> told[0] = json.text();
                case "scoringvector" -> told[1] = json.text();
                case "version" -> told[2] = json.text();
                case "source" -> told[3] = json.text();
                default -> {}
            }
        });
        advisory.cvss().offer("NVD".equals(told[3]) ? rank : rank + 1, told[2], told[0], told[1]);
    }

    String account() {
        return account;
    }

    String type() {
        return type;
    }

    boolean isAboutPackages() {
        return type.equals(ABOUT_PACKAGES);
    }

    boolean isClosed() {
        return status.equals("CLOSED");
    }

    Advisory advisory() {
        return advisory;
    }

    List<Resource> resources() {
        return resources;
    }

    /** One for each package; one without software if the finding names no package. */
    List<Occurrence> occurrences(String device, Resource resource) {
        if (packages.isEmpty())
            return List.of(Occurrence.open(device, Software.UNKNOWN).since(firstObservedAt));
        return packages.stream()
                .map(found -> Occurrence.open(device, found.software(resource.osFamily()))
                        .since(firstObservedAt)
                        .fixedIn(found.fixedVersion()))
                .toList();
    }

    /** A package as it is written. */
    private record VulnerablePackage(
            String name, String version, String release, String epoch, String manager, String fixedIn) {

        static VulnerablePackage read(JsonReader json) throws IOException {
            String[] told = {"", "", "", "", "", ""};
            json.object(name -> {
                switch (name) {
                    case "name" -> told[0] = json.label();
                    case "version" -> told[1] = json.label();
                    case "release" -> told[2] = json.label();
                    case "epoch" -> told[3] = json.label();
                    case "packagemanager" -> told[4] = json.label();
                    case "fixedinversion" -> told[5] = json.label();
                    default -> {}
                }
            });
            return new VulnerablePackage(told[0], told[1], told[2], told[3], told[4], told[5]);
        }

        /** A package of the operating system has its vendor there; another one the kind of package. */
        Software software(String osFamily) {
            boolean ofSystem = manager.equals("OS") && !osFamily.isEmpty();
            String full = epoch.isEmpty() || epoch.equals("0") ? version : epoch + ":" + version;
            return new Software(
                    ofSystem ? osFamily : manager.toLowerCase(Locale.ROOT),
                    name,
                    Texts.label(release.isEmpty() ? full : full + "-" + release));
        }

        @Nullable
        String fixedVersion() {
            if (fixedIn.equalsIgnoreCase("NotAvailable")) return null;
            return fixedIn.startsWith("0:") ? fixedIn.substring(2) : fixedIn;
        }
    }

    /** An instance, an image or a function. */
    static final class Resource {

        private @Nullable String id;
        private String type = "";
        private String platform = "";
        private String nameTag = "";
        private String ownName = "";
        private String imageTag = "";
        private DeviceDetails details = DeviceDetails.NONE;

        static Resource read(JsonReader json) throws IOException {
            Resource resource = new Resource();
            json.object(name -> {
                switch (name) {
                    case "id" -> resource.id = json.text();
                    case "type" -> resource.type = json.label();
                    case "tags" ->
                        json.object(tag -> {
                            if (tag.equals("name")) resource.nameTag = json.label();
                        });
                    case "details" -> json.object(kind -> json.object(field -> resource.detail(field, json)));
                    default -> {}
                }
            });
            return resource;
        }

        private void detail(String field, JsonReader json) throws IOException {
            switch (field) {
                case "platform" -> platform = json.label();
                case "repositoryname", "functionname" -> ownName = json.label();
                case "architecture" -> details = details.with(DeviceDetail.OS_ARCHITECTURE, json.label());
                case "imagetags" ->
                    json.array(() -> {
                        if (imageTag.isEmpty()) imageTag = json.label();
                    });
                case "ipv4addresses" -> json.array(() -> address(json.label()));
                default -> {}
            }
        }

        /** The first private address and the first public one. */
        private void address(String address) {
            DeviceDetail kind =
                    isPrivate(address) ? DeviceDetail.LAST_IP_ADDRESS : DeviceDetail.LAST_EXTERNAL_IP_ADDRESS;
            if (details.get(kind).isEmpty()) details = details.with(kind, address);
        }

        private static boolean isPrivate(String address) {
            return address.matches("(?:10|192\\.168|172\\.(?:1[6-9]|2[0-9]|3[01])|169\\.254)\\..*");
        }

        @Nullable
        String id() {
            return id;
        }

        /** {@code debian} of {@code DEBIAN_10}, {@code amazon_linux} of {@code AMAZON_LINUX_2}. */
        String osFamily() {
            return platform.toLowerCase(Locale.ROOT).replaceFirst("_[0-9_.]+$", "");
        }

        ReportedDevice device(String known, String account) {
            String image = imageTag.isEmpty() ? ownName : ownName + ":" + imageTag;
            String name = nameTag.isEmpty() ? image : nameTag;
            DeviceDetails all = type.equals("AWS_EC2_INSTANCE")
                    ? details.with(DeviceDetail.VM_METADATA, VmMetadata.json(known, "AWS", known, account))
                    : details;
            if (type.equals("AWS_ECR_CONTAINER_IMAGE")) {
                all = all.with(DeviceDetail.DEVICE_KIND, DeviceKind.IMAGE.wire());
            }
            return ReportedDevice.named(known, name.isEmpty() ? known : Texts.label(name))
                    .withOsPlatform(Texts.labelOrNull(osFamily()))
                    .withDetails(all.with(DeviceDetail.OS_VERSION, platform));
        }
    }
}

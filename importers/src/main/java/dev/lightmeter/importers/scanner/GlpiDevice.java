package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The device of one inventory of GLPI, while its fields stream by. */
final class GlpiDevice {

    private static final int MOST_ADDRESSES = 100;

    private final List<Address> addresses = new ArrayList<>();
    private DeviceDetails details = DeviceDetails.NONE;
    private @Nullable String deviceId;
    private @Nullable String tag;
    private @Nullable String hardwareName;
    private @Nullable String fullName;
    private @Nullable String domain;
    private @Nullable String osPlatform;
    private @Nullable Instant takenAt;

    @Nullable
    String deviceId() {
        return deviceId;
    }

    /** A field of the whole. */
    void field(String name, JsonReader json) throws IOException {
        switch (name) {
            case "deviceid" -> deviceId = json.text();
            case "tag" -> tag = Texts.labelOrNull(json.text());
            case "content" -> json.object(part -> content(part, json));
            default -> {}
        }
    }

    private void content(String part, JsonReader json) throws IOException {
        switch (part) {
            case "versionclient" -> details = details.with(DeviceDetail.AGENT_VERSION, json.label());
            case "accesslog" ->
                json.object(field -> {
                    if (field.equals("logdate"))
                        takenAt = Times.parse(json.text()).orElse(null);
                });
            case "hardware" ->
                json.object(field -> {
                    if (field.equals("name")) hardwareName = Texts.labelOrNull(json.text());
                });
            case "operatingsystem" -> json.object(field -> operatingSystem(field, json));
            case "networks" ->
                json.array(() -> {
                    Address address = Address.read(json);
                    if (address.isUseful() && addresses.size() < MOST_ADDRESSES) addresses.add(address);
                });
            case "networkdevice" -> json.object(field -> networkDevice(field, json));
            default -> {}
        }
    }

    private void operatingSystem(String field, JsonReader json) {
        switch (field) {
            case "name" -> osPlatform = Texts.labelOrNull(json.text());
            case "version" -> details = details.with(DeviceDetail.OS_VERSION, json.label());
            case "arch" -> details = details.with(DeviceDetail.OS_ARCHITECTURE, json.label());
            case "fqdn" -> fullName = Texts.labelOrNull(json.text());
            case "dnsdomain" -> domain = Texts.labelOrNull(json.text());
            default -> {}
        }
    }

    private void networkDevice(String field, JsonReader json) throws IOException {
        switch (field) {
            case "name" -> hardwareName = Texts.labelOrNull(json.text());
            case "firmware" -> details = details.with(DeviceDetail.OS_VERSION, json.label());
            case "ips" ->
                json.array(() -> {
                    if (addresses.size() < MOST_ADDRESSES) addresses.add(new Address(json.label(), "", "", "up"));
                });
            default -> {}
        }
    }

    void tell(String id, ReportSink sink) {
        if (takenAt != null) sink.reportedAt(takenAt);
        String name = fullName == null ? hardwareName : fullName;
        ReportedDevice device = ReportedDevice.named(id, name == null ? id : name)
                .withOsPlatform(osPlatform)
                .withDomain(domain)
                .withTags(tag == null ? null : List.of(tag))
                .withSeenAt(takenAt)
                .withDetails(withAddresses());
        sink.device(device.merelyListed());
    }

    private DeviceDetails withAddresses() {
        if (addresses.isEmpty()) return details;
        String last = addresses.stream().filter(Address::isUp).findFirst().orElse(addresses.getFirst()).ip;
        return details.with(DeviceDetail.LAST_IP_ADDRESS, last).with(DeviceDetail.IP_ADDRESSES, Json.written(json -> {
            json.writeStartArray();
            for (Address address : addresses) {
                json.writeStartObject();
                json.writeStringProperty("ipAddress", address.ip);
                json.writeStringProperty("macAddress", address.mac);
                json.writeStringProperty("type", address.type);
                json.writeStringProperty("operationalStatus", address.isUp() ? "Up" : "Down");
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** An address of a network card. */
    private record Address(String ip, String mac, String type, String status) {

        static Address read(JsonReader json) throws IOException {
            String[] told = {"", "", "", ""};
            json.object(field -> {
                switch (field) {
                    case "ipaddress" -> told[0] = json.label();
                    case "mac" -> told[1] = json.label();
                    case "type" -> told[2] = json.label();
                    case "status" -> told[3] = json.label();
                    default -> {}
                }
            });
            return new Address(told[0], told[1], told[2], told[3]);
        }

        boolean isUp() {
            return status.equalsIgnoreCase("up");
        }

        boolean isUseful() {
            return !ip.isEmpty() && !ip.startsWith("127.") && !type.equals("loopback");
        }
    }
}

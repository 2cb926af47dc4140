package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the devices of NetBox, be they rows of a dump or results of its REST API. */
final class NetBoxDevices {

    private static final String DEVICE = "dcim.device";
    private static final String VIRTUAL_MACHINE = "virtualization.virtualmachine";
    private static final int MOST_TAGS = 1_000;

    private final NetBoxTables tables;
    private final String file;
    private final ReportSink sink;
    private final Tally tally;
    private long devices;

    NetBoxDevices(NetBoxTables tables, String file, ReportSink sink, Tally tally) {
        this.tables = tables;
        this.file = file;
        this.sink = sink;
        this.tally = tally;
    }

    boolean none() {
        return devices == 0;
    }

    /** A row of a dump, which names what belongs to it by numbers. */
    void row(JsonReader json) throws IOException {
        String place = json.place();
        String[] row = {"", ""};
        json.object(name -> {
            switch (name) {
                case "model" -> row[0] = json.label();
                case "pk" -> row[1] = json.label();
                case "fields" -> {
                    String model = row[0];
                    if (!model.equals(DEVICE) && !model.equals(VIRTUAL_MACHINE)) return;
                    Entry entry = new Entry();
                    entry.number = row[1];
                    json.object(field -> entry.number(field, json.text(), tables));
                    tables.tags(model, row[1]).forEach(entry::tag);
                    tell(model.equals(DEVICE) ? "device/" : "vm/", entry, place);
                }
                default -> {}
            }
        });
    }

    /** A result of the REST API, which has what belongs to it inside. */
    void result(JsonReader json) throws IOException {
        String place = json.place();
        Entry entry = new Entry();
        json.object(name -> entry.nested(name, json));
        tell(entry.isVirtual ? "vm/" : "device/", entry, place);
    }

    private void tell(String prefix, Entry entry, String place) {
        tally.record();
        devices++;
        String flaw = Texts.flawOfId(entry.number);
        if (flaw != null) {
            tally.flaw(file, place, "the number of the device " + flaw, entry.name);
            return;
        }
        String id = Texts.label(prefix + entry.number);
        ReportedDevice device = ReportedDevice.named(id, entry.name)
                .withOsPlatform(entry.platform)
                .withTags(entry.tags)
                .withDetails(entry.details);
        sink.device(device.merelyListed());
    }

    /** One device as it is written. */
    private static final class Entry {

        private final List<String> tags = new ArrayList<>();
        private DeviceDetails details = DeviceDetails.NONE;
        private String number = "";
        private @Nullable String name;
        private @Nullable String platform;
        private boolean isVirtual;

        void number(String field, @Nullable String value, NetBoxTables tables) {
            switch (field) {
                case "name" -> name = Texts.labelOrNull(value);
                case "platform" -> platform = tables.name("dcim.platform", value);
                case "site" -> tag("site:", tables.name("dcim.site", value));
                case "role", "devicerole" -> tag("role:", tables.name("dcim.devicerole", value));
                case "tenant" -> tag("tenant:", tables.name("tenancy.tenant", value));
                case "cluster" -> tag("cluster:", tables.name("virtualization.cluster", value));
                case "status" -> tag("status:", value);
                case "primaryip4" -> address(tables.name("ipam.ipaddress", value));
                default -> {}
            }
        }

        void nested(String field, JsonReader json) throws IOException {
            switch (field) {
                case "id" -> number = json.label();
                case "url" -> isVirtual = json.label().contains("/virtualization/");
                case "name" -> name = Texts.labelOrNull(json.text());
                case "platform" -> platform = within(json, "name");
                case "site" -> tag("site:", within(json, "name"));
                case "role", "devicerole" -> tag("role:", within(json, "name"));
                case "tenant" -> tag("tenant:", within(json, "name"));
                case "cluster" -> tag("cluster:", within(json, "name"));
                case "status" -> tag("status:", within(json, "value"));
                case "primaryip4" -> address(within(json, "address"));
                case "tags" ->
                    json.array(() -> {
                        String tag = within(json, "name");
                        if (tag != null) tag(tag);
                    });
                default -> {}
            }
        }

        void tag(String tag) {
            if (tags.size() < MOST_TAGS) tags.add(tag);
        }

        private void tag(String kind, @Nullable String value) {
            String label = Texts.label(value);
            if (!label.isEmpty()) tag(Texts.label(kind + label));
        }

        /** Without the length of the network behind it: {@code 192.0.2.7/24}. */
        private void address(@Nullable String address) {
            if (address == null) return;
            details = details.with(DeviceDetail.LAST_IP_ADDRESS, address.split("/", 2)[0]);
        }

        private static @Nullable String within(JsonReader json, String wanted) throws IOException {
            @Nullable String[] told = new String[1];
            json.object(field -> {
                if (field.equals(wanted)) told[0] = Texts.labelOrNull(json.text());
            });
            return told[0];
        }
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;

/**
 * NetBox: a dump of its database ({@code manage.py dumpdata}), and the lists of devices and of virtual machines of its REST
 * API. A dump is read in two passes, because its rows name others by numbers.
 */
final class NetBoxFormat implements ScannerFormat {

    private static final String SOURCE = "netbox";

    @Override
    public String id() {
        return "netbox";
    }

    @Override
    public Description description() {
        return new Description("NetBox", """
                manage.py dumpdata --natural-foreign --output netbox.json
                curl -H "Authorization: Token $TOKEN" "https://NETBOX/api/dcim/devices/?limit=0" > devices.json
                curl -H "Authorization: Token $TOKEN" "https://NETBOX/api/virtualization/virtual-machines/?limit=0" > vms.json""", """
                Devices and virtual machines, found by their number (`device/12`, `vm/7`): name, platform, primary address, \
                tags; and site, role, tenant and status as tags (`site:Berlin`), so that rules of device groups can use \
                them.""", """
                An inventory finds no weaknesses: its devices are listed, so that coverage tells the truth, and not \
                assessed. Installed software is not in NetBox. Tags of a dump without natural keys are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean dump = head.has("[]/model") && head.has("[]/fields");
        String address = head.value("/results[]/url");
        return dump
                || address.contains("/api/dcim/devices/")
                || address.contains("/api/virtualization/virtual-machines/");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.INVENTORY);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        NetBoxTables tables = new NetBoxTables();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> {
                json.array(() -> tables.row(json));
                json.object(_ -> {}); // the REST API has what belongs to a device inside of it
            });
        }
        NetBoxDevices devices = new NetBoxDevices(tables, file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> {
                json.array(() -> devices.row(json));
                json.object(name -> {
                    if (name.equals("results")) json.list(() -> devices.result(json));
                });
            });
        }
        if (devices.none()) throw new UnreadableException("has no device of NetBox in it");
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of GLPI's agent in JSON, of computers, phones and network equipment. Read in two passes, because agents write
 * the id of the device behind its content.
 */
final class GlpiFormat implements ScannerFormat {

    private static final String SOURCE = "glpi";

    @Override
    public String id() {
        return "glpi";
    }

    @Override
    public Description description() {
        return new Description("GLPI agent inventory (JSON)", """
                glpi-agent --json --local /srv/inventory
                glpi-netinventory --host 192.0.2.1 --json""", """
                A device, found by its `deviceid`: name, domain, operating system, addresses, version of the agent, tag, \
                and the time of the inventory. Installed software with publisher, version, folder and date; firmware of \
                network equipment.""", """
                An inventory finds no weaknesses: its devices are listed, so that coverage tells the truth, and not \
                assessed. Hardware, users and connections are not read, nor is the older XML form.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return (head.has("/deviceid") && head.has("/action") && head.has("/content"))
                || head.has("/content/versionclient")
                || (head.has("/content/hardware") && head.has("/content/bios"));
    }

    @Override
    public String version(FileHead head) {
        return head.value("/content/versionclient");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.INVENTORY);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        GlpiDevice device = new GlpiDevice();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> device.field(name, json)));
        }
        String id = device.deviceId();
        String flaw = Texts.flawOfId(id);
        if (id == null || flaw != null) throw new UnreadableException("deviceid", "the id of the device " + flaw);
        tally.record();
        device.tell(id, sink);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(part -> {
                if (!part.equals("content")) return;
                json.object(name -> {
                    if (name.equals("softwares")) json.list(() -> software(json, "publisher", id, file, sink, tally));
                    if (name.equals("firmwares"))
                        json.list(() -> software(json, "manufacturer", id, file, sink, tally));
                });
            }));
        }
    }

    /** @param vendor name of the field that tells who made it */
    private static void software(
            JsonReader json, String vendor, String device, Content file, ReportSink sink, Tally tally)
            throws IOException {
        tally.record();
        String place = json.place();
        String[] told = {"", "", "", ""};
        @Nullable String[] installed = new String[1];
        json.object(field -> {
            if (field.equals(vendor)) told[0] = json.label();
            switch (field) {
                case "name" -> told[1] = json.label();
                case "version" -> told[2] = json.label();
                case "folder" -> told[3] = json.label();
                case "installdate" -> installed[0] = json.text();
                default -> {}
            }
        });
        if (told[1].isEmpty()) {
            tally.flaw(file.name(), place, "the name of the software is missing", null);
            return;
        }
        sink.software(new ReportedSoftware(
                device,
                new Software(told[0], told[1], told[2]),
                true,
                null,
                null,
                Times.parse(installed[0]).orElse(null),
                told[3].isEmpty() ? List.of() : List.of(told[3]),
                List.of()));
    }
}

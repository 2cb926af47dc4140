package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;

/** OSV-Scanner's JSON, versions 1 and 2: {@code osv-scanner scan source --format json}. */
final class OsvScannerFormat implements ScannerFormat {

    private static final String SOURCE = "osv-scanner";

    @Override
    public String id() {
        return "osv-scanner";
    }

    @Override
    public Description description() {
        return new Description("OSV-Scanner 1 and 2", """
                osv-scanner scan source --recursive --format json . > shop.json
                osv-scanner scan image --format json shop:1.4 > shop.json""", """
                One device, named after the file, because such a file does not say what was scanned. Packages as software, \
                with the lock file that names them. A record counts as the CVEs of its `aliases` and `upstream`, where a \
                distribution's has none of these as those of `related`, else as itself; several records of one CVE count \
                once. CVSS is computed from the vectors, else `max_severity` of the group counts, else the severity of the \
                database. A version counts as the fix if the record names no other. What the call analysis did not find \
                called is `not_affected`.""", """
                When it was scanned is not in such a file, so it is the time of import. Give the file the name of the \
                project, and the same name each time. Licence findings are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean results = head.has("/results[]/source/path") && head.has("/results[]/packages[]");
        boolean none = head.has("/results") && head.hasAny("/experimentalconfig", "/imagemetadata");
        return results || none;
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        String device = FileNames.stem(file.name());
        String flaw = Texts.flawOfId(device);
        if (flaw != null) throw new UnreadableException("the name of what was scanned " + flaw);
        sink.device(ReportedDevice.named(device, device));
        OsvScannerPackages packages = new OsvScannerPackages(device, file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "results" -> json.list(() -> packages.source(json));
                    case "imagemetadata" -> image(json, device, sink);
                    default -> {}
                }
            }));
        }
    }

    private static void image(JsonReader json, String device, ReportSink sink) throws IOException {
        json.object(name -> {
            if (!name.equals("os")) return;
            String os = json.label();
            String family = os.isEmpty() ? "" : os.split(" ", 2)[0];
            sink.device(ReportedDevice.named(device, device)
                    .withOsPlatform(Texts.labelOrNull(family))
                    .withDetails(DeviceDetails.NONE.with(DeviceDetail.OS_VERSION, os)));
        });
    }
}

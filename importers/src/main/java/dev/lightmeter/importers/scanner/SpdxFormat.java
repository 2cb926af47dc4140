package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * SPDX 2.2 and 2.3 in JSON, with or without security advisories among the external references of its packages. Read in two
 * passes: only a document with an advisory says that somebody looked for any.
 */
final class SpdxFormat implements ScannerFormat {

    private static final String SOURCE = "spdx";

    @Override
    public String id() {
        return "spdx";
    }

    @Override
    public Description description() {
        return new Description("SPDX 2.2 and 2.3 JSON", """
                syft nginx:1.27 --output spdx-json=bom.spdx.json
                # then, with a tool of your choice, add externalRefs of the type advisory""", """
                One device, named by the document. Packages as software (vendor and product by their package URL, else by \
                supplier and name). A finding for each `advisory` among the SECURITY references: the CVE in its address, \
                else the id of GitHub or of a distribution there. A `fix` for the same id tells where the fix is. A \
                document without any advisory lists the device and its software; it is not assessed.""", """
                Severity and scores are not in such a file; feeds bring those of CVEs. An advisory whose address names no \
                id is skipped. SPDX 3 and the tag-value form are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/spdxversion").startsWith("SPDX-2") && head.has("/spdxid");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/spdxversion").replace("SPDX-", "");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Document document = new Document();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> document.field(name, json)));
        }
        String device = document.tell(FileNames.stem(file.name()), sink);
        Findings findings = new Findings(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                if (!name.equals("packages")) return;
                json.list(() -> {
                    SpdxPackage found = SpdxPackage.read(json);
                    sink.software(ReportedSoftware.named(device, found.software()));
                    found.tell(device, file.name(), findings, tally);
                });
            }));
        }
    }

    /** What the first pass learns. */
    private static final class Document {

        private String name = "";
        private String osName = "";
        private String osVersion = "";
        private boolean hasAdvisory;
        private @Nullable Instant createdAt;

        void field(String field, JsonReader json) throws IOException {
            switch (field) {
                case "name" -> name = json.label();
                case "creationinfo" ->
                    json.object(info -> {
                        if (info.equals("created"))
                            createdAt = Times.parse(json.text()).orElse(null);
                    });
                case "packages" -> json.list(() -> onePackage(SpdxPackage.read(json)));
                default -> {}
            }
        }

        private void onePackage(SpdxPackage found) {
            hasAdvisory |= found.hasAdvisory();
            if (osName.isEmpty() && found.isOperatingSystem()) {
                osName = found.software().product();
                osVersion = found.software().version();
            }
        }

        /** Tells the device and gives its id. */
        String tell(String fileName, ReportSink sink) throws IOException {
            String id = name.isEmpty() ? fileName : name;
            String flaw = Texts.flawOfId(id);
            if (flaw != null) throw new UnreadableException("the name of the document " + flaw);
            if (createdAt != null) sink.reportedAt(createdAt);
            ReportedDevice device = ReportedDevice.named(id, id)
                    .withSeenAt(createdAt)
                    .withOsPlatform(Texts.labelOrNull(osName))
                    .withDetails(DeviceDetails.NONE.with(DeviceDetail.OS_VERSION, osVersion));
            sink.device(hasAdvisory ? device : device.merelyListed());
            return id;
        }
    }
}

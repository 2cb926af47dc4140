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
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.scanner.InspectorFinding.Resource;
import java.io.IOException;

/** Amazon Inspector v2: the answer of {@code list-findings}, and the JSON of a findings report, which has the same shape. */
final class InspectorFormat implements ScannerFormat {

    private static final String SOURCE = "aws-inspector";

    @Override
    public String id() {
        return "aws-inspector";
    }

    @Override
    public Description description() {
        return new Description("Amazon Inspector v2", """
                aws inspector2 list-findings --output json > findings.json
                aws inspector2 create-findings-report --report-format JSON --s3-destination ...""", """
                A device for each resource: an EC2 instance by its id, a container image or a function by its ARN; name, \
                platform, addresses, account. Each vulnerable package with version, CVE (of the related ones, where the \
                finding has another id), CVSS (NVD's first, then the newest), severity, EPSS, whether an exploit is \
                available, the fixed version, and when it was first observed. Pages that are given together are one \
                report.""", """
                Findings about code and about network paths are counted and skipped. A closed finding is left out and so \
                counts as fixed. A suppressed finding counts as open, because a rule that hides it does not make it safer. \
                Give all pages together: what is missing of a resource counts as fixed. A resource without any finding is \
                not in such a file.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.has("/findings[]/findingarn")
                || (head.has("/findings[]/awsaccountid")
                        && head.hasAny("/findings[]/packagevulnerabilitydetails", "/findings[]/firstobservedat"));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public boolean comesInPages() {
        return true;
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Reading reading = new Reading(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                if (name.equals("findings")) json.list(() -> reading.finding(json));
            }));
        }
    }

    private static final class Reading {

        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Findings findings;
        private final DevicesOnce devices = new DevicesOnce();

        Reading(String file, ReportSink sink, Tally tally) {
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.findings = new Findings(file, sink, tally);
        }

        void finding(JsonReader json) throws IOException {
            tally.record();
            String place = json.place();
            InspectorFinding finding = new InspectorFinding();
            json.object(name -> finding.field(name, json));
            if (finding.resources().isEmpty()) tally.flaw(file, place, "names no resource", null);
            for (Resource resource : finding.resources()) {
                String id = resource.id();
                String flaw = Texts.flawOfId(id);
                if (id == null || flaw != null) {
                    tally.flaw(file, place, "the id of the resource " + flaw, id);
                    continue;
                }
                if (devices.isNew(id)) sink.device(resource.device(id, finding.account()));
                if (!finding.isClosed() && finding.isAboutPackages()) {
                    findings.tell(place, finding.advisory(), finding.occurrences(id, resource));
                }
            }
            if (!finding.isAboutPackages()) {
                tally.flaw(file, place, "is not about packages and so not read:", finding.type());
            }
        }
    }
}

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
import java.io.IOException;

/**
 * Trivy's JSON: {@code trivy image --format json} and the like (schema 2), the bare list of results that it wrote before
 * version 0.20, and {@code trivy k8s --format json}.
 */
final class TrivyFormat implements ScannerFormat {

    private static final String SOURCE = "trivy";

    @Override
    public String id() {
        return "trivy";
    }

    @Override
    public Description description() {
        return new Description("Trivy", """
                trivy image --format json --output report.json nginx:1.27
                trivy fs --format json --output report.json .
                trivy k8s --report all --format json --output cluster.json""", """
                One device for an artifact, named by `ArtifactName`, of the kind that `ArtifactType` tells (container \
                image, repository); one for each workload of a cluster, named \
                `cluster/namespace/kind/name`. Package, version, CVE, severity, and the CVSS score and vector of NVD, else \
                of the source that gave the severity. The older form, a bare list of results, is read too. A report without \
                vulnerabilities is a device that was looked at and has none.""", """
                Device groups, device values and internet-facing are not in such a file. Statuses such as `will_not_fix` \
                count as open. Secrets, licences and misconfigurations are not read; a workload that was only looked at for \
                misconfigurations is listed as not assessed.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean report = head.has("/schemaversion") && head.has("/artifactname");
        boolean cluster =
                head.has("/clustername") && TrivyReport.RESOURCE_LISTS.stream().anyMatch(list -> head.has("/" + list));
        boolean older = head.has("[]/target") && head.hasAny("[]/vulnerabilities", "[]/type", "[]/class");
        return report || cluster || older;
    }

    @Override
    public String version(FileHead head) {
        return head.value("/schemaversion");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        TrivyReport report = new TrivyReport(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> report.read(json));
        }
        report.tellDevices();
        if (!report.leftOver()) return;
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> report.readLeftOver(json));
        }
    }
}

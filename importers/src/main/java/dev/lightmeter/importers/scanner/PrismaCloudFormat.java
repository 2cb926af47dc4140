package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Cpe;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Table;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The table that Prisma Cloud Compute downloads under <em>Monitor &gt; Vulnerabilities</em>, for hosts or for images. */
final class PrismaCloudFormat implements ScannerFormat {

    private static final String SOURCE = "prisma-cloud";
    private static final List<String> COLUMNS = List.of("cveid", "complianceid", "packages", "fixstatus");

    @Override
    public String id() {
        return "prisma-cloud-csv";
    }

    @Override
    public Description description() {
        return new Description(
                "Prisma Cloud Compute, table", "# Monitor > Vulnerabilities > Hosts, or Images > CSV", """
                Host by name, or image by repository and tag; distribution. For each row with a CVE: package, version, severity, CVSS, the \
                version that fixes it. *Under investigation* and *not affected* are taken over; *will not fix* is open.""", """
                Compliance rows are not read: the table lists only what failed, so nobody can tell what complied. A host without \
                a row is not known. The table does not tell when the scan was made, so it counts as made at the import.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasColumns(COLUMNS.toArray(String[]::new));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Hosts hosts = new Hosts(sink);
        Table.readLoosely(file, progress, COLUMNS, row -> {
            tally.record();
            Host host = new Host();
            host.dnsName = row.first("hostname");
            host.shortName = image(row);
            host.os = row.first("distro");
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file.name(), row.place(), "the name of the host " + flaw, host.id());
                return;
            }
            hosts.tell(host);
            if (row.first("cveid").isEmpty()) return;
            detection(row).tell(host.id(), sink, tally, file.name(), row.place());
        });
    }

    private static String image(Table.Row row) {
        String repository = row.first("repository");
        String tag = row.first("tag");
        return tag.isEmpty() ? Host.first(repository, row.first("id")) : repository + ":" + tag;
    }

    private static Detection detection(Table.Row row) {
        Detection detection = new Detection(SOURCE, row.first("cveid"));
        detection.title = row.first("packages");
        detection.ownWeakness = row.first("cveid"); // Prisma's own ids, such as PRISMA-2021-0001
        if (row.first("cveid").startsWith("CVE-")) detection.cves(row.first("cveid"));
        detection.severity = Severity.parse(row.first("severity"));
        detection.cvss("", score(row), null);
        String name = row.first("packages");
        if (!name.isEmpty()) {
            String distribution = Texts.line(row.first("distro"));
            detection.product = new Cpe('a', distribution, Texts.line(name), Texts.line(row.first("packageversion")));
        }
        String fix = row.first("fixstatus");
        String plain = fix.toLowerCase(Locale.ROOT);
        if (plain.startsWith("fixed in ")) detection.fixedVersion = fix.substring(9);
        if (plain.startsWith("under investigation")) detection.status = FindingStatus.UNDER_INVESTIGATION;
        if (plain.startsWith("not affected")) detection.status = FindingStatus.NOT_AFFECTED;
        return detection;
    }

    /** Zero stands for no score. */
    private static String score(Table.Row row) {
        String score = row.first("cvss");
        return score.matches("0+([.]0+)?") ? "" : score;
    }
}

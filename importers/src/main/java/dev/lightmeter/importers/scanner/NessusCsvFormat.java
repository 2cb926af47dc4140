package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Evidence;
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
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tables that Nessus, Tenable Vulnerability Management and Security Center export. Their columns differ by product and by what
 * the user ticked; a column goes by any of its names. A plugin with several CVEs stands in as many rows, one behind the other.
 */
final class NessusCsvFormat implements ScannerFormat {

    /** Nessus and the older Tenable.io; Security Center; the newer Tenable Vulnerability Management. */
    private static final List<List<String>> SHAPES = List.of(
            List.of("pluginid", "host", "risk", "cve"),
            List.of("plugin", "pluginname", "severity", "ipaddress"),
            List.of("definitionid", "definitionname", "severity"));

    @Override
    public String id() {
        return "nessus-csv";
    }

    @Override
    public Description description() {
        return new Description("Nessus and Tenable, tables", """
                # Export > CSV in Nessus, Tenable Vulnerability Management (tick CVE and the CVSS columns) or Security Center, or
                curl -H "X-ApiKeys: accessKey=$KEY; secretKey=$SECRET" -d format=csv https://nessus:8834/scans/42/export""", """
                The same as from the .nessus file, as far as the columns are there: plugin, CVE, CVSS 4, 3 and 2, risk, EPSS, \
                exploits, host, DNS name, address, operating system, first and last seen, state, solution and versions. \
                Rows whose state is *Fixed* are not open. Same source as the .nessus file, so one replaces the other.""", """
                Of a host that has no row nothing is known: tick the informational plugins, so that a clean host is in the \
                table. The table of Nessus itself names a host only as it was scanned, which may be an address. CVSS above 10 \
                is reported and not used: spreadsheets of some countries turn 7.5 into 75. Compliance checks are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return SHAPES.stream().anyMatch(shape -> head.hasColumns(shape.toArray(String[]::new)));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(Nessus.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        FileHead head = file.head();
        List<String> shape = SHAPES.stream()
                .filter(columns -> head.hasColumns(columns.toArray(String[]::new)))
                .findFirst()
                .orElse(SHAPES.getFirst());
        Rows rows = new Rows(file.name(), sink, tally);
        Table.readLoosely(file, progress, shape, rows::row);
        rows.tellPending();
    }

    /** Gathers neighbouring rows of one plugin on one host into one detection. */
    private static final class Rows {

        private static final int MOST_ROWS_OF_ONE = 10_000;

        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Hosts hosts;
        private String pendingKey = "";
        private String pendingHost = "";
        private String pendingPlace = "";
        private int pendingRows;
        private @Nullable Detection pending;

        Rows(String file, ReportSink sink, Tally tally) {
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.hosts = new Hosts(sink);
        }

        void row(Table.Row row) {
            tally.record();
            Host host = host(row);
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file, row.place(), "the name of the host " + flaw, host.id());
                return;
            }
            hosts.tell(host);
            String state = row.first("vulnerabilitystate", "state");
            if (state.equalsIgnoreCase("fixed")) return;
            String plugin = row.first("pluginid", "plugin", "definitionid");
            String key = String.join("\n", host.id(), plugin, row.first("port"), row.first("protocol"));
            Detection detection = pending;
            if (detection == null || !key.equals(pendingKey) || pendingRows >= MOST_ROWS_OF_ONE) {
                tellPending();
                detection = detection(row, plugin);
                pending = detection;
                pendingKey = key;
                pendingHost = host.id();
                pendingPlace = row.place();
                pendingRows = 0;
            }
            pendingRows++;
            detection.cves(row.first("cve", "definitioncve"));
        }

        void tellPending() {
            if (pending != null) pending.tell(pendingHost, sink, tally, file, pendingPlace);
            pending = null;
        }

        private static Host host(Table.Row row) {
            Host host = new Host();
            host.ownId = row.first("assetid", "assetuuid", "hostuuid");
            host.dnsName = row.first("fqdn", "dnsname", "assetdisplayfqdn", "assetfqdn");
            host.shortName = row.first("host", "netbios", "netbiosname", "assetname", "assethostname");
            host.address = row.first("ipaddress", "assetdisplayipv4address", "assetipv4addresses", "host");
            host.os = row.first("os", "operatingsystem", "assetoperatingsystem", "assetoperatingsystems");
            host.seenAt = Times.parseWritten(row.first("hostend", "lastfound", "lastobserved", "lastseen"))
                    .orElse(null);
            return host;
        }

        private static Detection detection(Table.Row row, String plugin) {
            Detection detection = new Detection(Nessus.SOURCE, plugin);
            detection.title = row.first("name", "pluginname", "definitionname");
            detection.severity = Nessus.severity(row.first("risk", "severity", "riskfactor"));
            detection.cvss("4.0", row.first("cvssv40basescore", "cvssv4basescore", "definitioncvss4basescore"), null);
            detection.cvss(
                    "3.1",
                    row.first("cvss3basescore", "cvssv30basescore", "cvssv3basescore", "definitioncvss3basescore"),
                    row.first("cvss3vector", "cvssv3vector", "definitioncvss3basevector"));
            detection.cvss(
                    "2.0",
                    row.first(
                            "cvssbasescore", "cvssv20basescore", "cvssv2basescore", "definitioncvss2basescore", "cvss"),
                    row.first("cvssvector", "cvssv2vector", "definitioncvss2basevector"));
            detection.epss = row.first("epssscore", "definitionepssscore");
            detection.evidence = evidence(row);
            detection.unsupported = Nessus.isTrue(row.first("unsupportedbyvendor", "definitionunsupportedbyvendor"));
            detection.solution = row.first("solution", "definitionsolution");
            detection.advisoryUrl = row.first("seealso", "definitionseealso")
                    .lines()
                    .findFirst()
                    .orElse("");
            detection.firstSeen = Times.parseWritten(row.first("firstfound", "firstdiscovered", "firstobserved"))
                    .orElse(null);
            row.first("cpe", "definitioncpe")
                    .lines()
                    .flatMap(line -> Cpe.parse(line.split(",", 2)[0]).stream())
                    .findFirst()
                    .ifPresent(cpe -> detection.product = cpe);
            detection.versionsIn(row.first("pluginoutput", "plugintext", "output"));
            return detection;
        }

        private static Evidence evidence(Table.Row row) {
            String ease =
                    row.first("exploitease", "definitionexploitabilityease").toLowerCase(Locale.ROOT);
            boolean available = Nessus.isTrue(row.first("exploitavailable", "exploit"))
                    || ease.startsWith("exploits are available");
            boolean inKit = Nessus.isTrue(row.get("metasploit"))
                    || Nessus.isTrue(row.get("canvas"))
                    || Nessus.isTrue(row.first("coreimpact", "coreexploits"))
                    || !row.first("exploitframeworks").isEmpty();
            boolean verified =
                    Nessus.isTrue(row.get("exploitedbymalware")) || Nessus.isTrue(row.get("exploitedbynessus"));
            return new Evidence(false, false, inKit, verified, available);
        }
    }
}

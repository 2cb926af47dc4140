package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that anybody can write: one row for each finding, columns in any order, named in any of several ways. It also takes the
 * generic table of DefectDojo, whose rows name a host by an address on the web.
 */
final class GenericCsvFormat implements ScannerFormat {

    private static final String SOURCE = "generic-csv";
    private static final String[] IDS = {"deviceid", "hostid", "assetid", "machineid"};
    private static final String[] NAMES = {
        "devicename", "hostname", "host", "device", "computername", "computer", "machine", "asset", "fqdn", "dnsname"
    };
    private static final String[] ADDRESSES = {"ip", "ipaddress", "address"};
    private static final String[] URLS = {"url", "endpoint"};
    private static final String[] WEAKNESSES = {"cve", "cveid", "cves", "weakness", "weaknessid", "vulnerabilityid"};
    private static final String[] TITLES = {"title", "vulnerability", "vulnerabilityname"};

    /** Columns by which the tables of scanners are known. */
    private static final String[] OTHERS = {"pluginid", "plugin", "definitionid", "qid", "nvtoid", "complianceid"};

    @Override
    public String id() {
        return SOURCE;
    }

    @Override
    public Description description() {
        return new Description("Generic table", """
                # whatever you like; the least is
                printf 'host,cve\\nweb-01.example.com,CVE-2021-44228\\n' > findings.csv""", """
                One row for each finding; a row without a weakness lists a device that was assessed. Columns in any order and \
                letter case, blanks and signs in their names do not count: host (`host`, `hostname`, `device name`, `fqdn`, \
                `computer`, `asset`, or an address in `ip`, or a `url`), `device id`, `os`, `group`, `tags` (separated by commas), \
                `value` (Low, Normal, High), `internet facing`, `last seen`; `cve` (one or several) or `title`, `severity`, `cvss`, \
                `cvss vector`, `epss`, `kev`, `ransomware`, `exploit in kit`, `exploit verified`, `public exploit`; `vendor`, `product`, \
                `version`, `fixed version`, `solution`, `recommendation`; `first seen`, `status` (as in the generic JSON), `active`, \
                `false positive`. Separated by comma, semicolon, tab or bar.""", """
                One file is one full report about the devices in it. Rows that are not active, or whose status is fixed, are not \
                open. A row without a CVE is a weakness named by its title. Numbers have a decimal point.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return !columns(head).isEmpty() && Arrays.stream(OTHERS).noneMatch(head::hasColumns);
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Rows rows = new Rows(file.name(), sink, tally);
        Table.readLoosely(file, progress, columns(file.head()), rows::row);
    }

    /** A pair of columns that names a host and a weakness; empty if there is none. */
    private static List<String> columns(FileHead head) {
        for (String host : all(NAMES, ADDRESSES, IDS, URLS)) {
            for (String weakness : all(WEAKNESSES, TITLES)) {
                boolean named = head.hasColumns(host, weakness);
                // a title alone may be the title of a book
                boolean isFinding = !Arrays.asList(TITLES).contains(weakness) || head.hasColumns(weakness, "severity");
                if (named && isFinding) return List.of(host, weakness);
            }
        }
        return List.of();
    }

    private static List<String> all(String[]... groups) {
        return Stream.of(groups).flatMap(Stream::of).toList();
    }

    private static final class Rows {

        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Hosts hosts;

        Rows(String file, ReportSink sink, Tally tally) {
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.hosts = new Hosts(sink);
        }

        void row(Table.Row row) {
            tally.record();
            Host host = new Host();
            host.ownId = row.first(IDS);
            host.dnsName = Host.first(row.first(NAMES), hostOf(row.first(URLS)));
            host.address = row.first(ADDRESSES);
            host.seenAt = Times.parse(row.first("lastseen", "lastfound")).orElse(null);
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file, row.place(), "the name of the host " + flaw, host.id());
                return;
            }
            hosts.tell(host, device -> described(row, device));
            if (row.first(WEAKNESSES).isEmpty() && row.first(TITLES).isEmpty()) return;
            FindingStatus status = status(row);
            if (isFalse(row.get("active")) || status == FindingStatus.FIXED) return;
            Detection detection = detection(row);
            detection.status = status;
            detection.tell(host.id(), sink, tally, file, row.place());
        }

        private ReportedDevice described(Table.Row row, ReportedDevice device) {
            String tags = row.get("tags");
            String value = row.first("value", "devicevalue");
            DeviceValue told = DeviceValue.parse(value).orElse(null);
            if (told == null && !value.isEmpty()) tally.flaw(file, row.place(), "unknown device value:", value);
            return new ReportedDevice(
                    device.id(),
                    device.name(),
                    Texts.labelOrNull(row.first("group", "devicegroup")),
                    null,
                    tags == null ? null : tags(tags),
                    Texts.labelOrNull(row.first("os", "osplatform", "operatingsystem")),
                    Texts.labelOrNull(row.first("domain")),
                    told,
                    row.get("internetfacing") == null ? null : isTrue(row.get("internetfacing")),
                    null,
                    true,
                    device.seenAt(),
                    null,
                    device.details(),
                    null);
        }

        private Detection detection(Table.Row row) {
            String title = Texts.line(row.first(TITLES));
            String weakness = row.first(WEAKNESSES);
            boolean isCve = weakness.toUpperCase(Locale.ROOT).contains("CVE-");
            Detection detection = new Detection(SOURCE, isCve ? title : Host.first(weakness, title));
            detection.title = title;
            if (isCve) detection.cves(weakness);
            else detection.ownWeakness = weakness;
            detection.severity = severity(row);
            String vector = row.first("cvssvector", "cvssv3vector", "vector", "cvssv3");
            detection.cvss("4.0", row.first("cvssv4score"), row.first("cvssv4"));
            detection.cvss("3.1", row.first("cvss", "cvssscore", "cvssv3score", "cvss3", "basescore"), vector);
            detection.cvss("2.0", row.first("cvss2", "cvssv2score"), null);
            detection.epss = row.first("epss", "epssscore");
            detection.evidence = new Evidence(
                    isTrue(row.first("kev", "knownexploited")),
                    isTrue(row.first("ransomware", "ransomwareused", "kevransomware")),
                    isTrue(row.get("exploitinkit")),
                    isTrue(row.get("exploitverified")),
                    isTrue(row.first("publicexploit", "exploit", "exploitavailable")));
            String product = Texts.line(row.first("product", "software", "package", "component"));
            if (!product.isEmpty()) {
                detection.product =
                        new Cpe('a', Texts.line(row.first("vendor")), product, Texts.line(row.first("version")));
            }
            detection.fixedVersion = row.first("fixedversion", "fixversion");
            detection.solution = row.first("solution", "mitigation", "remediation");
            detection.action = row.first("recommendation", "recommendationid");
            detection.firstSeen =
                    Times.parse(row.first("firstseen", "firstfound")).orElse(null);
            return detection;
        }

        private Severity severity(Table.Row row) {
            String word = row.first("severity", "risk");
            Severity severity = Severity.parse(word);
            boolean known = severity != Severity.UNKNOWN || word.isEmpty() || word.equalsIgnoreCase("unknown");
            if (!known) tally.flaw(file, row.place(), "unknown severity:", word);
            return severity;
        }

        private FindingStatus status(Table.Row row) {
            if (isTrue(row.get("falsepositive"))) return FindingStatus.FALSE_POSITIVE;
            String word = row.first("status", "state");
            if (word.isEmpty()) return FindingStatus.OPEN;
            FindingStatus status = FindingStatus.parse(word).orElse(null);
            if (status == null) tally.flaw(file, row.place(), "unknown status:", word);
            return Objects.requireNonNullElse(status, FindingStatus.OPEN);
        }

        private static List<String> tags(String text) {
            return Arrays.stream(text.split(",", -1))
                    .map(Texts::label)
                    .filter(tag -> !tag.isEmpty())
                    .toList();
        }

        /** {@code web-01} of {@code https://web-01:8443/shop}; the text itself if it is no address on the web. */
        private static String hostOf(String url) {
            if (url.isEmpty()) return ""; // as in most tables, whose rows are many
            return url.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*://", "")
                    .replaceFirst("[/?#].*$", "")
                    .replaceFirst(":[0-9]+$", "");
        }

        private static boolean isTrue(@Nullable String text) {
            if (text == null) return false;
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "y", "1" -> true;
                default -> false;
            };
        }

        private static boolean isFalse(@Nullable String text) {
            if (text == null) return false;
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "false", "no", "n", "0" -> true;
                default -> false;
            };
        }
    }
}

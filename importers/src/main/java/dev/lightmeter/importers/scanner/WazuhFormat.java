package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import java.io.IOException;

/**
 * Wazuh's vulnerabilities: since 4.8 the answer of the indexer to a search in {@code wazuh-states-vulnerabilities-*}, before
 * that the answer of the server's API, {@code GET /vulnerability/AGENT}.
 */
final class WazuhFormat implements ScannerFormat {

    private static final String SOURCE = "wazuh";

    @Override
    public String id() {
        return "wazuh";
    }

    @Override
    public Description description() {
        return new Description("Wazuh 4.x", """
                # 4.8 and later: the indexer
                curl -u USER "https://INDEXER:9200/wazuh-states-vulnerabilities-*/_search?size=10000" > page1.json
                # up to 4.7: the server's API, one file for each agent, named after it
                curl -H "Authorization: Bearer $TOKEN" "https://SERVER:55000/vulnerability/001?limit=100000" > web01.json""", """
                A device for each agent, found by the name of the cluster and the number of the agent; up to 4.7 the \
                answer does not say which agent it is about, and the name of the file does. Package, version, CVE, \
                severity, CVSS (of 4.7 version 3 before version 2; 0 means none), when it was first detected, and the \
                fixed version where the condition is `Package less than …`. Pages that are given together are one \
                report.""", """
                Obsolete findings of 4.7 are left out and so count as fixed. An answer that holds fewer findings than \
                there are says so: give all its pages together, because what is missing counts as fixed. Device groups, \
                values and internet-facing are not in such a file.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean search = head.has("/hits/hits[]/source/vulnerability") || head.has("/hits/hits[]/source/agent");
        boolean items = head.has("/data/affecteditems[]/cve");
        boolean none = head.value("/data/totalaffecteditems").equals("0")
                && head.value("/message").contains("vulnerabilities");
        return search || items || none;
    }

    @Override
    public String version(FileHead head) {
        return head.has("/hits") ? "4.8 or later" : "4.7 or earlier";
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
        WazuhFindings findings = new WazuhFindings(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "hits" -> findings.search(json);
                    case "data" -> findings.agent(json, FileNames.stem(file.name()));
                    default -> {}
                }
            }));
        }
    }
}

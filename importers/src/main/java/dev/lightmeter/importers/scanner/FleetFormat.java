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
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;

/** Fleet, the server for osquery: the answers of its API that tell hosts with their software and its vulnerabilities. */
final class FleetFormat implements ScannerFormat {

    private static final String SOURCE = "fleet";

    @Override
    public String id() {
        return "fleet";
    }

    @Override
    public Description description() {
        return new Description("Fleet (osquery)", """
                curl -H "Authorization: Bearer $TOKEN" "https://FLEET/api/v1/fleet/hosts?populate_software=true" > hosts.json
                curl -H "Authorization: Bearer $TOKEN" "https://FLEET/api/v1/fleet/hosts/42" > web01.json""", """
                A device for each host, found by its UUID; name, team (as device group), platform, versions, addresses, \
                when it last told its details. Software with vendor (else the kind of package), version and paths; its \
                vulnerabilities with CVSS, EPSS, known exploitation and the fixed version.""", """
                A host that comes without a list of software is listed and not assessed. The list of software versions \
                (`/software/versions`) counts hosts and does not name them, so it is refused. Severity labels and CVSS \
                vectors are not in such a file.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return isOfHosts(head) || isOfVersions(head);
    }

    private static boolean isOfHosts(FileHead head) {
        return (head.has("/hosts[]/uuid") && head.hasAny("/hosts[]/osqueryversion", "/hosts[]/hostname"))
                || (head.has("/host/uuid") && head.hasAny("/host/osqueryversion", "/host/hostname"));
    }

    private static boolean isOfVersions(FileHead head) {
        return head.has("/countsupdatedat") && head.hasAny("/software[]", "/softwaretitles[]");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        if (!isOfHosts(file.head())) {
            throw new UnreadableException(
                    "lists software without the hosts it is on; ask for /api/v1/fleet/hosts?populate_software=true");
        }
        Findings findings = new Findings(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "host" -> host(json, file.name(), sink, findings, tally);
                    case "hosts" -> json.list(() -> host(json, file.name(), sink, findings, tally));
                    default -> {}
                }
            }));
        }
    }

    private static void host(JsonReader json, String file, ReportSink sink, Findings findings, Tally tally)
            throws IOException {
        String place = json.place();
        FleetHost host = new FleetHost(tally);
        json.object(name -> host.field(name, json));
        String flaw = Texts.flawOfId(host.uuid());
        if (flaw == null) host.tell(sink, findings);
        else tally.flaw(file, place, "the UUID of the host " + flaw, host.uuid());
    }
}

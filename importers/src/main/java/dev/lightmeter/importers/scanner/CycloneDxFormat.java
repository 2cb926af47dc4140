package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * CycloneDX in JSON, 1.2 to 1.7: a bill of materials, with the vulnerabilities of its components (VDR) or without. Read in two
 * passes, the first one for what references mean.
 */
final class CycloneDxFormat implements ScannerFormat {

    static final String SOURCE = "cyclonedx";

    @Override
    public String id() {
        return "cyclonedx";
    }

    @Override
    public Description description() {
        return new Description("CycloneDX JSON 1.2 to 1.7", """
                trivy image --format cyclonedx --scanners vuln --output bom.json nginx:1.27
                grype nginx:1.27 --output cyclonedx-json --file bom.json
                # Dependency-Track: project, Download BOM, Inventory with Vulnerabilities""", """
                One device, named by group and name of `metadata.component`, else by the file, of the kind that its type \
                tells (container image, or project); its version is left out, so \
                that the next build takes the place of this one. Components as software (vendor and product by their \
                package URL, else by group or publisher and name). A finding for each vulnerability and component that it \
                affects; an id that is no CVE counts as the CVEs of its `references`, else as itself. CVSS (NVD's first, \
                then that of the vulnerability's source; computed where only a vector is given), severity, and the state \
                of the analysis: `not_affected`, `false_positive` and `resolved` take a finding out of the score. A bill \
                without `vulnerabilities` lists the device and its software; it is not assessed.""", """
                Ranges of versions are not evaluated; a single version that is `unaffected` is. Fixed versions are read \
                where Trivy words the recommendation. A file of statements without components is VEX, see below.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/bomformat").equals("CycloneDX") && !isStatementsAlone(head);
    }

    @Override
    public String version(FileHead head) {
        return head.value("/specversion");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    /** Such a file is VEX. */
    private static boolean isStatementsAlone(FileHead head) {
        return head.has("/vulnerabilities[]") && !head.hasField("components");
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        CycloneDxBom bom = new CycloneDxBom(FileNames.stem(file.name()));
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> outline(json, bom));
        }
        bom.tell(sink);
        Findings findings = new Findings(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "components" -> json.list(() -> software(json, bom.device(), sink));
                    case "vulnerabilities" ->
                        json.list(() -> {
                            tally.record();
                            String place = json.place();
                            vulnerability(json).tell(file.name(), place, bom, findings, tally);
                        });
                    default -> {}
                }
            }));
        }
    }

    private static void outline(JsonReader json, CycloneDxBom bom) throws IOException {
        json.object(name -> {
            switch (name) {
                case "metadata" ->
                    json.object(field -> {
                        if (field.equals("timestamp")) bom.madeAt(json.text());
                        if (field.equals("component") && json.isObject()) bom.subject(component(json, bom));
                    });
                case "components" -> {
                    bom.tellsComponents();
                    json.list(() -> bom.component(component(json, bom)));
                }
                case "services" -> json.array(() -> bom.component(component(json, bom)));
                case "vulnerabilities" -> bom.tellsVulnerabilities();
                default -> {}
            }
        });
    }

    /** The component; those within it are told to the bill at once. */
    private static CycloneDxComponent component(JsonReader json, CycloneDxBom bom) throws IOException {
        CycloneDxComponent component = new CycloneDxComponent();
        json.object(name -> {
            if (name.equals("components")) json.array(() -> bom.component(component(json, bom)));
            else component.field(name, json.text());
        });
        return component;
    }

    private static void software(JsonReader json, String device, ReportSink sink) throws IOException {
        CycloneDxComponent component = new CycloneDxComponent();
        json.object(name -> {
            if (name.equals("components")) json.array(() -> software(json, device, sink));
            else component.field(name, json.text());
        });
        if (component.isSoftware()) sink.software(ReportedSoftware.named(device, component.software()));
    }

    private static CycloneDxVulnerability vulnerability(JsonReader json) throws IOException {
        CycloneDxVulnerability vulnerability = new CycloneDxVulnerability();
        json.object(name -> {
            switch (name) {
                case "id" -> vulnerability.id(json.text());
                case "source" -> vulnerability.source(named(json));
                case "recommendation" -> vulnerability.recommendation(json.text());
                case "references" ->
                    json.array(() -> json.object(field -> {
                        if (field.equals("id")) vulnerability.reference(json.text());
                    }));
                case "ratings" -> json.array(() -> vulnerability.rating(rating(json)));
                case "analysis" ->
                    json.object(field -> {
                        if (field.equals("state")) vulnerability.state(json.text());
                    });
                case "affects" -> json.array(() -> affected(json, vulnerability));
                default -> {}
            }
        });
        return vulnerability;
    }

    private static CycloneDxVulnerability.Rating rating(JsonReader json) throws IOException {
        CycloneDxVulnerability.Rating rating = new CycloneDxVulnerability.Rating();
        json.object(name -> {
            if (name.equals("source")) rating.source(named(json));
            else rating.field(name, json.text());
        });
        return rating;
    }

    private static void affected(JsonReader json, CycloneDxVulnerability vulnerability) throws IOException {
        String place = json.place();
        CycloneDxVulnerability.Affected affected = new CycloneDxVulnerability.Affected();
        json.object(name -> {
            switch (name) {
                case "ref" -> affected.ref(json.text());
                case "versions" -> json.array(() -> version(json, affected));
                default -> {}
            }
        });
        vulnerability.affects(place, affected);
    }

    private static void version(JsonReader json, CycloneDxVulnerability.Affected affected) throws IOException {
        @Nullable String[] told = new String[2];
        json.object(name -> {
            if (name.equals("version")) told[0] = json.text();
            if (name.equals("status")) told[1] = json.text();
        });
        affected.version(told[0], told[1]);
    }

    /** The name of an object that has one. */
    private static @Nullable String named(JsonReader json) throws IOException {
        @Nullable String[] told = new String[1];
        json.object(name -> {
            if (name.equals("name")) told[0] = json.text();
        });
        return told[0];
    }
}

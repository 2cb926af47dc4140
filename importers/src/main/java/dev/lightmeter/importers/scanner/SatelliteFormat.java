package dev.lightmeter.importers.scanner;

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
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errata of one host as Red Hat Satellite and Foreman with Katello answer them,
 * {@code GET /api/v2/hosts/{id}/errata?per_page=10000}. The answer does not name the host, so the file has to.
 */
final class SatelliteFormat implements ScannerFormat {

    private static final String SOURCE = "red-hat-satellite";
    private static final Pattern PRODUCT = Pattern.compile(
            "^(?:\\w+:\\s+)?(\\S+)(?:\\s+and\\s+.*|,.*)?\\s+(?:security|bug\\s?fix|enhancement).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PACKAGE = Pattern.compile("^(.+?)-[0-9].*");

    @Override
    public String id() {
        return SOURCE;
    }

    @Override
    public Description description() {
        return new Description("Red Hat Satellite, errata of a host", """
                curl -u "$USER" "https://satellite.example.com/api/v2/hosts/web-01.example.com/errata?per_page=10000" > web-01.json""", """
                One device, named like the file without its ending. For each erratum: its CVEs, else the erratum as a weakness of its \
                own (`RHSA-2031:0001`); severity, product by the title, the erratum as what fixes it.""", """
                The host itself, its operating system and the versions that it has are not in the answer. Errata without a CVE \
                count only if they are security errata. A page that holds fewer errata than the host has (`subtotal` above \
                `per_page`) is refused, because what is missing would count as fixed.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.has("/results[]/errataid") || head.has("/results[]/pulpid");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        String device = FileNames.stem(file.name());
        String flaw = Texts.flawOfId(device);
        if (flaw != null) throw new UnreadableException("the name of the file, which names the host, " + flaw);
        sink.device(ReportedDevice.named(device, device));
        String[] page = {"", ""};
        long[] read = new long[1];
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "subtotal" -> page[0] = json.label();
                    case "perpage" -> page[1] = json.label();
                    case "results" ->
                        json.list(() -> {
                            read[0]++;
                            erratum(json, device, file.name(), sink, tally);
                        });
                    default -> {}
                }
            }));
        }
        long errata = number(page[0]);
        if (errata > number(page[1])) {
            throw new UnreadableException(
                    "is one page of several: the host has " + errata + " errata; ask for them with per_page=" + errata);
        }
        if (errata > read[0]) tally.flaw(file.name(), "subtotal", "more errata than are in the file:", page[0]);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static void erratum(JsonReader json, String device, String file, ReportSink sink, Tally tally)
            throws IOException {
        tally.record();
        String place = json.place();
        Erratum erratum = new Erratum();
        json.object(name -> erratum.field(name, json));
        erratum.detection().tell(device, sink, tally, file, place);
    }

    private static final class Erratum {

        private final StringBuilder cves = new StringBuilder();
        private String id = "";
        private String title = "";
        private String severity = "";
        private String type = "";
        private String firstPackage = "";

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "errataid" -> id = json.label();
                case "title" -> title = json.label();
                case "severity" -> severity = json.label();
                case "type" -> type = json.label().toLowerCase(Locale.ROOT);
                case "packages" ->
                    json.array(() -> {
                        if (firstPackage.isEmpty()) firstPackage = json.label();
                    });
                case "cves" ->
                    json.array(() -> json.object(field -> {
                        if (field.equals("cveid") && cves.length() < 1 << 17)
                            cves.append(json.label()).append(' ');
                    }));
                default -> {}
            }
        }

        Detection detection() {
            Detection detection = new Detection(SOURCE, id);
            detection.title = title;
            detection.ownWeakness = id;
            detection.severity = Severity.parse(severity);
            detection.cves(cves.toString());
            boolean security = type.isEmpty() || type.contains("security");
            if (!security && cves.isEmpty()) detection.severity = Severity.NONE;
            String product = product();
            if (!product.isEmpty()) detection.product = new Cpe('a', "redhat", product, "");
            detection.advisory = id;
            detection.solution = title;
            return detection;
        }

        private String product() {
            Matcher byTitle = PRODUCT.matcher(title);
            if (byTitle.matches()) return byTitle.group(1);
            Matcher byPackage = PACKAGE.matcher(firstPackage);
            return byPackage.matches() ? byPackage.group(1) : "";
        }
    }
}

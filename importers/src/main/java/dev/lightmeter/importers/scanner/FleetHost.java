package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host of Fleet, while its fields stream by; its software may stand before its UUID. */
final class FleetHost {

    /** What a host may have is bounded so that a file cannot fill the memory. */
    private static final int MOST = 200_000;

    private static final int MOST_PATHS = 20;

    private final Tally tally;
    private final List<Installed> software = new ArrayList<>();
    private int vulnerabilities;
    private boolean tellsSoftware;
    private DeviceDetails details = DeviceDetails.NONE;
    private @Nullable String uuid;
    private @Nullable String hostname;
    private @Nullable String team;
    private @Nullable String platform;
    private @Nullable Instant detailsAt;
    private @Nullable Instant seenAt;

    FleetHost(Tally tally) {
        this.tally = tally;
    }

    @Nullable
    String uuid() {
        return uuid;
    }

    void field(String name, JsonReader json) throws IOException {
        switch (name) {
            case "uuid" -> uuid = json.text();
            case "hostname" -> hostname = Texts.labelOrNull(json.text());
            case "teamname", "fleetname" -> team = Texts.labelOrNull(json.text());
            case "platform" -> platform = Texts.labelOrNull(json.text());
            case "osversion" -> detail(DeviceDetail.OS_VERSION, json);
            case "osqueryversion" -> detail(DeviceDetail.AGENT_VERSION, json);
            case "cputype" -> detail(DeviceDetail.OS_ARCHITECTURE, json);
            case "primaryip" -> detail(DeviceDetail.LAST_IP_ADDRESS, json);
            case "publicip" -> detail(DeviceDetail.LAST_EXTERNAL_IP_ADDRESS, json);
            case "detailupdatedat" -> detailsAt = Times.parse(json.text()).orElse(null);
            case "seentime" -> seenAt = Times.parse(json.text()).orElse(null);
            case "software" -> {
                tellsSoftware = true;
                json.list(() -> software(json));
            }
            default -> {}
        }
    }

    private void detail(DeviceDetail detail, JsonReader json) {
        details = details.with(detail, json.label());
    }

    private void software(JsonReader json) throws IOException {
        if (software.size() == MOST)
            throw new UnreadableException(json.place(), "a host has more than " + MOST + " programs");
        Installed installed = new Installed();
        json.object(name -> {
            switch (name) {
                case "name" -> installed.name = json.label();
                case "version" -> installed.version = json.label();
                case "vendor" -> installed.vendor = json.label();
                case "source" -> installed.source = json.label();
                case "installedpaths" ->
                    json.array(() -> {
                        if (installed.paths.size() < MOST_PATHS) installed.paths.add(json.label());
                    });
                case "vulnerabilities" -> json.list(() -> vulnerability(json, installed));
                default -> {}
            }
        });
        software.add(installed);
    }

    private void vulnerability(JsonReader json, Installed installed) throws IOException {
        tally.record();
        if (vulnerabilities++ == MOST) {
            throw new UnreadableException(json.place(), "a host has more than " + MOST + " vulnerabilities");
        }
        Vulnerability found = new Vulnerability(json.place());
        json.object(name -> {
            switch (name) {
                case "cve" -> found.advisory.id(json.text());
                case "cvssscore" -> found.advisory.cvss().offer(0, null, json.text(), null);
                case "epssprobability" -> found.advisory.epss(json.text());
                case "cisaknownexploit" -> {
                    if (json.isTrue()) found.advisory.evidence(new Evidence(true, false, false, false, false));
                }
                case "resolvedinversion" -> found.resolvedIn = json.text();
                default -> {}
            }
        });
        installed.vulnerabilities.add(found);
    }

    /** Tells the host, whose UUID must be sound. */
    void tell(ReportSink sink, Findings findings) {
        String id = String.valueOf(uuid);
        ReportedDevice device = new ReportedDevice(
                        id,
                        hostname == null ? id : hostname,
                        team,
                        null,
                        null,
                        platform,
                        null,
                        null,
                        null,
                        null,
                        tellsSoftware,
                        detailsAt == null ? seenAt : detailsAt,
                        null)
                .withDetails(details);
        sink.device(device);
        for (Installed installed : software) {
            Software told = installed.software();
            sink.software(new ReportedSoftware(id, told, true, null, null, null, installed.paths, List.of()));
            for (Vulnerability found : installed.vulnerabilities) {
                findings.tell(
                        found.place, found.advisory, Occurrence.open(id, told).fixedIn(found.resolvedIn));
            }
        }
    }

    /** A program as it is written. */
    private static final class Installed {

        private final List<Vulnerability> vulnerabilities = new ArrayList<>(0);
        private final List<String> paths = new ArrayList<>(0);
        private String name = "";
        private String version = "";
        private String vendor = "";
        private String source = "";

        Software software() {
            return new Software(vendor.isEmpty() ? source : vendor, name, version);
        }
    }

    private static final class Vulnerability {

        private final String place;
        private final Advisory advisory = new Advisory();
        private @Nullable String resolvedIn;

        Vulnerability(String place) {
            this.place = place;
        }
    }
}

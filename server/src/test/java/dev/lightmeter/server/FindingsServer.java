package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.recommendation.RecommendationResource;
import dev.lightmeter.server.software.SoftwareCatalogues;
import dev.lightmeter.server.software.SoftwareResource;
import dev.lightmeter.server.weakness.MachineVulnerabilityResource;
import dev.lightmeter.server.weakness.VulnerabilityResource;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real server over a small fleet in memory, for the lists of what is wrong with devices. */
final class FindingsServer implements AutoCloseable {

    /** Two groups; one device of each that tells something, one that is out of date, and software spelled as scanners do. */
    static final String FLEET = """
            {"asOf": "2026-03-04",
             "weaknesses": [
               {"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true},
               {"id": "CVE-2026-0002", "cvss": "5.5", "epss": "0.00042"},
               {"id": "CVE-2026-0003", "severity": "High"},
               {"id": "EOS-flash", "eos": "app"}],
             "devices": [
               {"id": "a1", "name": "web.example.org", "group": "Servers", "value": "High", "internetFacing": true,
                "osPlatform": "WindowsServer2022",
                "config": [{"id": "sca-_-scid-7", "weight": 8, "failed": true}],
                "findings": [
                  {"cve": "CVE-2026-0001", "vendor": "google", "product": "chrome", "version": "1.8"},
                  {"cve": "CVE-2026-0002", "vendor": "google", "product": "chrome", "version": "1.8"},
                  {"cve": "CVE-2026-0002", "vendor": "microsoft", "product": "edge", "version": "5", "status": "fixed"}]},
               {"id": "a2", "name": "db.example.org", "group": "Servers", "osPlatform": "Linux",
                "findings": [
                  {"cve": "CVE-2026-0002", "vendor": "google", "product": "chrome", "version": "1.8"},
                  {"cve": "CVE-2026-0002", "vendor": "google", "product": "chrome", "version": "1.8", "rec": "other"},
                  {"cve": "CVE-2026-0003", "vendor": "acme", "product": "portal", "version": "2", "alert": true,
                   "exception": {"type": "riskAccepted"}}]},
               {"id": "b1", "name": "laptop.example.org", "group": "Laptops",
                "config": [{"id": "sca-_-scid-7", "weight": 8, "failed": false}],
                "findings": [
                  {"cve": "CVE-2026-0001", "vendor": "google", "product": "chrome", "version": "1.7"},
                  {"cve": "EOS-flash", "vendor": "adobe", "product": "flash_player", "version": "32"}]},
               {"id": "old", "group": "Laptops", "daysSinceAssessed": 90,
                "findings": [{"cve": "CVE-2026-0004", "vendor": "secret", "product": "tool", "version": "1"}]}]}
            """;

    static final String[] ROLES = {
        "Software.Read.All", "Vulnerability.Read.All", "SecurityRecommendation.Read.All",
    };

    private static final Clock CLOCK = Clock.fixed(RunningServer.NOW, ZoneOffset.UTC);

    private final RunningServer server;
    private final LiveExposure exposure;
    private final FileImports imports;
    private final Path folder;
    private String token;

    private FindingsServer(RunningServer server, LiveExposure exposure, FileImports imports, Path folder) {
        this.server = server;
        this.exposure = exposure;
        this.imports = imports;
        this.folder = folder;
        this.token = server.tokenWith(ROLES);
    }

    static FindingsServer start(Path folder, String fleet) {
        Store store = new InMemoryStore(CLOCK);
        LiveExposure exposure = LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, CLOCK);
        Views views = new Views(() -> Optional.of(exposure.current()), FindingsServer::assigned);
        SoftwareCatalogues catalogues = new SoftwareCatalogues(store);
        RunningServer server = RunningServer.start(
                folder,
                Routes.exposure(
                        new SoftwareResource(views, catalogues, exposure::fixes),
                        new VulnerabilityResource(views, store, catalogues),
                        new MachineVulnerabilityResource(views, exposure::fixes),
                        new RecommendationResource(views, store, catalogues, exposure::fixes)));
        FindingsServer started = new FindingsServer(
                server,
                exposure,
                new FileImports(store, exposure::take, exposure::takeFeed, exposure::takeDecisions),
                folder);
        started.read(fleet);
        started.tellMore(store);
        return started;
    }

    void read(String fleet) {
        try {
            Path file = Files.writeString(folder.resolve("fleet.json"), fleet);
            assertThat(imports.run(Intake.of(InputFile.at(file)), Progress.NONE))
                    .hasSize(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scoreboard board() {
        return exposure.current();
    }

    /** From now on a program calls that sees everything. */
    void asApplication() {
        token = server.tokenWith(ROLES);
    }

    /** From now on a user calls who sees the servers only. */
    void asUserOfServers() {
        Caller user = Caller.delegated(
                "app",
                "user",
                server.tenant(),
                Arrays.stream(ROLES).map(role -> role.replace(".All", "")).toList(),
                new Caller.User("anna@example.org", "Anna", Set.of("admins"), Set.of()));
        token = server.authority().mint(user, Duration.ofHours(1));
    }

    HttpResponse<String> get(String address) {
        return server.getWithToken("/api/" + address.replace(" ", "%20"), token);
    }

    /** The body of a good answer. */
    String body(String address) {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as("%s: %s", address, answer.body()).isEqualTo(200);
        return answer.body();
    }

    Map<String, Object> document(String address) {
        try {
            return JSONObjectUtils.parse(body(address));
        } catch (ParseException e) {
            throw new AssertionError(address + " answers with no JSON", e);
        }
    }

    /** The rows of a list. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String address) {
        return (List<Map<String, Object>>) document(address).get("value");
    }

    /** One value of every row of a list. */
    List<Object> values(String address, String property) {
        return rows(address).stream().map(row -> row.get(property)).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private static List<String> assigned(DeviceGroup group) {
        return group.name().equals("Laptops") ? List.of("others") : List.of("admins");
    }

    /** What the generic format cannot say: fixes, the name of a control, software without weaknesses, texts. */
    private void tellMore(Store store) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("inventory", ReportHeader.Kind.INVENTORY))) {
            report.reportedAt(RunningServer.NOW);
            for (String version : List.of("1.7", "1.8")) {
                Software chrome = new Software("google", "chrome", version);
                report.fix(
                        "CVE-2026-0001",
                        chrome,
                        new SecurityUpdate("1.10", "KB1", "The March update", "https://example.org/KB1"));
                report.fix("CVE-2026-0002", chrome, SecurityUpdate.to("1.9"));
            }
            report.control(
                    new ControlDescription("sca-_-scid-7", "Switch the firewall on", "Network", "Firewall", null));
            for (String device : List.of("web.example.org", "laptop.example.org")) {
                report.device(ReportedDevice.named(device, device));
            }
            report.software(ReportedSoftware.named("web.example.org", new Software("acme", "editor", "3")));
            report.software(ReportedSoftware.named("laptop.example.org", new Software("acme", "editor", "4")));
            report.software(ReportedSoftware.named("laptop.example.org", new Software("acme", "portal", "2")));
            report.software(ReportedSoftware.named("laptop.example.org", new Software("google", "chrome", "1.7")));
            report.software(new ReportedSoftware(
                    "laptop.example.org",
                    new Software("", "home made", "1"),
                    false,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of()));
            exposure.take(report.commit(), HistoryMark.of(HistoryMark.Kind.IMPORT, "test"));
        }
        try (FeedTransaction edition = store.beginFeed(Feed.NVD)) {
            for (String name : List.of("CVE-2020-1111", "CVE-2026-0001")) {
                edition.weakness(ThreatFacts.unknown(name));
                edition.text(new WeaknessText(
                        name,
                        "What " + name + " does",
                        "CVSS:3.1/AV:N",
                        Instant.parse(name.substring(4, 8) + "-01-02T03:04:05Z"),
                        Instant.parse("2026-02-01T00:00:00.120Z"),
                        List.of("https://example.org/" + name)));
            }
            edition.commit();
        }
        exposure.takeFeed(HistoryMark.of(HistoryMark.Kind.FEED, "EPSS"));
    }
}

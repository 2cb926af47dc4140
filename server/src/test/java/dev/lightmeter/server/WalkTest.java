package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks through the longest lists while imports change the fleet: what was there all the time is told once. {@code
 * -Dlightmeter.walk.devices=100000} makes it a million rows.
 */
class WalkTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final int DEVICES = Integer.getInteger("lightmeter.walk.devices", 10_000);
    private static final int FINDINGS = 10;
    private static final List<String> ROLES =
            List.of("Machine.Read.All", "Vulnerability.Read.All", "Lightmeter.Import.All");

    /** Rows of devices that stay as they are, {@code stay-12345}, with one of their findings. */
    private static final Pattern STAYING = Pattern.compile("\"id\":\"stay-(\\d+)(?:[^\"]*CVE-2026-(\\d+))?");

    private static final Pattern NEXT = Pattern.compile("\"@odata\\.nextLink\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private Lightmeter lightmeter;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        Configuration configuration =
                Configuration.DEFAULTS.with(Configuration.DEFAULTS.server().withPorts(0, OptionalInt.empty()));
        lightmeter =
                Lightmeter.start(configuration, folder, Clocks.both(Clock.fixed(NOW, ZoneOffset.UTC)), WalkTest::fill);
    }

    @AfterEach
    void stop() {
        lightmeter.close();
    }

    @Test
    void tellsWhatStaysOnceWhileImportsGoOn() throws Exception {
        AtomicBoolean walking = new AtomicBoolean(true);
        AtomicInteger imports = new AtomicInteger();
        Thread importing = Thread.ofVirtual().start(() -> {
            while (walking.get()) {
                importSome(imports.incrementAndGet());
            }
        });
        try {
            assertThat(walk("/api/machines")).as("devices told").isEqualTo(DEVICES);
            assertThat(walk("/api/vulnerabilities/machinesVulnerabilities"))
                    .as("findings told")
                    .isEqualTo(DEVICES * FINDINGS);
            assertThat(walk("/api/machines/SoftwareVulnerabilitiesByMachine?pageSize=7001"))
                    .as("rows exported")
                    .isEqualTo(DEVICES * FINDINGS);
        } finally {
            walking.set(false);
            importing.join();
        }
        assertThat(imports).hasValueGreaterThan(3);
    }

    /** The number of rows of staying devices; fails if one comes twice. */
    private int walk(String path) throws IOException, InterruptedException {
        BitSet told = new BitSet();
        String next = lightmeter.server().baseUri() + path;
        while (!next.isEmpty()) {
            HttpRequest request = request(next).build();
            String link = "";
            try (InputStream body =
                            http.send(request, BodyHandlers.ofInputStream()).body();
                    BufferedReader text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                link = page(text.readAllAsString(), told);
            }
            next = link;
        }
        return told.cardinality();
    }

    private static String page(String body, BitSet told) {
        Matcher rows = STAYING.matcher(body);
        while (rows.find()) {
            int finding = rows.group(2) == null ? 0 : Integer.parseInt(rows.group(2));
            int row = Integer.parseInt(rows.group(1)) * FINDINGS + finding;
            assertThat(told.get(row)).as("told twice: %s", rows.group()).isFalse();
            told.set(row);
        }
        Matcher link = NEXT.matcher(body);
        return link.find() ? link.group(1) : "";
    }

    /** Devices between the others come, change and lose findings. */
    private void importSome(int round) {
        StringBuilder devices = new StringBuilder();
        for (int d = 0; d < 20; d++) {
            if (d > 0) devices.append(',');
            devices.append(
                    "{\"id\":\"move-%d\",\"findings\":[{\"cve\":\"CVE-2026-%04d\",\"product\":\"shell\",\"version\":\"%d\"}]}"
                            .formatted(round * 7 % 50 + d, round % FINDINGS, round % 3));
        }
        HttpRequest report = request(lightmeter.server().baseUri() + "/lightmeter/v1/imports")
                .POST(HttpRequest.BodyPublishers.ofString("{\"asOf\":\"2026-10-01\",\"devices\":[" + devices + "]}"))
                .build();
        try {
            assertThat(http.send(report, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("an import failed", e);
        }
    }

    private HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri.replace("$", "%24")))
                .header(
                        "Authorization",
                        "Bearer "
                                + lightmeter
                                        .authority()
                                        .mint(Caller.application("app", "app", "tenant", ROLES), Duration.ofHours(1)));
    }

    private static void fill(Store store) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", ReportHeader.Kind.FULL))) {
            report.reportedAt(NOW);
            for (int d = 0; d < DEVICES; d++) {
                String id = "stay-" + d;
                report.device(ReportedDevice.named(id, null));
                for (int f = 0; f < FINDINGS; f++) {
                    String product = "product" + (d + f) % 50;
                    report.finding(ReportedFinding.present(
                            id,
                            String.format(Locale.ROOT, "CVE-2026-%04d", f),
                            FindingPath.open(new Software("acme", product, "1"), "va-_-acme-_-" + product)));
                }
                if (d % 100 == 0) report.device(ReportedDevice.named("move-" + d / 100, null));
            }
            report.commit();
        }
    }
}

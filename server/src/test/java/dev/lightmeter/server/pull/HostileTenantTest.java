package dev.lightmeter.server.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.config.PullSettings;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant that is busy, broken, or means no good. */
class HostileTenantTest {

    private static final Clock CLOCK = Clock.fixed(Installed.NOW, ZoneOffset.UTC);
    private static final String MACHINES = "/api/machines";
    private static final String FINDINGS = "/api/machines/SoftwareVulnerabilitiesExport";
    private static final String ROW = "{\"deviceId\":\"d1\",\"deviceName\":\"d1\",\"softwareVendor\":\"acme\","
            + "\"softwareName\":\"portal\",\"softwareVersion\":\"1\",\"cveId\":\"CVE-2026-0001\"}\n";

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** How often each path says that it is busy before it answers. */
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();

    private final InMemoryStore store = new InMemoryStore(CLOCK);
    private HttpServer tenant;
    private String base = "";

    @BeforeEach
    void start() throws IOException {
        tenant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tenant.createContext("/", this::answer);
        tenant.start();
        base = "http://127.0.0.1:" + tenant.getAddress().getPort();
        answers.put(
                "/t1/oauth2/v2.0/token", "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"abc\"}");
        answers.put(
                MACHINES,
                "{\"@odata.context\":\"x/$metadata#Machines\",\"value\":[{\"id\":\"d1\",\"computerDnsName\":\"d1\"}]}");
        answers.put(
                FINDINGS,
                "{\"exportFiles\":[\"" + base + "/file?sig=secret\"],\"generatedTime\":\"2026-10-01T00:00:00Z\"}");
        for (String other : List.of(
                "SecureConfigurationsAssessmentExport", "SoftwareInventoryExport", "SoftwareInventoryNonCpeExport")) {
            answers.put("/api/machines/" + other, "{\"exportFiles\":[]}");
        }
        answers.put("/file", ROW);
    }

    @AfterEach
    void stop() {
        tenant.stop(0);
    }

    @Test
    void waitsAsLongAsABusyTenantSays() {
        busy.put(FINDINGS, 2);
        assertThat(pull().outcome()).isEqualTo(PullState.Outcome.FULL);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void givesUpOnATenantThatStaysBusy() {
        busy.put(MACHINES, 100);
        PullState state = pull();
        assertThat(state.outcome()).isEqualTo(PullState.Outcome.FAILED);
        assertThat(state.detail()).isEqualTo(base + "/api/machines answers with status 429; it is still busy");
        assertThat(pauses).hasSize(Patience.ATTEMPTS - 1);
    }

    @Test
    void sendsTheTokenToNoOtherHost() {
        answers.put(
                MACHINES,
                "{\"value\":[],\"@odata.nextLink\":\"http://localhost:"
                        + tenant.getAddress().getPort() + "/steal\"}");
        assertThat(pull().detail())
                .startsWith("the tenant links to another host, http://localhost:")
                .endsWith("nothing was sent there");
        assertThat(asked).noneMatch(line -> line.contains("/steal"));
    }

    @Test
    void fetchesFilesWithoutTheToken() {
        pull();
        assertThat(asked).contains("/api/machines with Bearer abc", "/file without a token");
    }

    @Test
    void fetchesNoFileWithoutHttps() {
        answers.put(FINDINGS, "{\"exportFiles\":[\"http://files.example.org/f?sig=secret\"]}");
        assertThat(pull().detail()).isEqualTo("the tenant names a file without HTTPS, http://files.example.org/f");
    }

    @Test
    void importsNothingIfOnePageIsNotWhatItShouldBe() {
        answers.put("/file", "<html>maintenance</html>");
        PullState state = pull();
        assertThat(state.detail()).startsWith("nothing was imported: vulnerabilities, file 1");
        assertThat(store.journal().importRuns(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void importsNothingThatIsNotOfDefender() {
        answers.put("/file", "cve,epss,percentile\nCVE-2026-0001,0.1,1\n");
        assertThat(pull().detail())
                .isEqualTo("nothing was imported: the tenant answers with other rows than Defender's");
        assertThat(store.feeds()).isEmpty();
    }

    @Test
    void importsNothingOfAPageThatIsCutOff() {
        answers.put(MACHINES, "{\"value\":[{\"id\":\"d1\",\"computerDnsName\":\"d1\"}");
        assertThat(pull().detail()).startsWith("the answer about machines cannot be read: ");
        assertThat(store.journal().importRuns(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void stopsWherePagesLeadBack() {
        answers.put(MACHINES, "{\"value\":[],\"@odata.nextLink\":\"" + base + "/api/machines\"}");
        assertThat(pull().detail()).isEqualTo("the pages of machines lead back to one that was read");
    }

    @Test
    void doesNotTakeAMissingExportForTheNewsThatAllIsFixed() {
        answers.put(FINDINGS, "{\"exportFiles\":[]}");
        assertThat(pull().detail())
                .isEqualTo("the tenant has no export of vulnerabilities at the moment; nothing was changed");
    }

    @Test
    void leavesNoPagesBehindAndNeverTellsTheSecretOrTheKeyOfAFile() throws IOException {
        answers.remove("/file");
        PullState state = pull();
        assertThat(state.detail())
                .isEqualTo(base + "/file answers with status 404")
                .doesNotContain("secret");
        try (Stream<Path> left = Files.list(folder.resolve("pull"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("state.properties");
        }
    }

    @Test
    void saysThatTheSecretIsMissing() {
        assertThat(pull(Map.of()).detail())
                .isEqualTo("there is no secret: set LIGHTMETER_PULL_SECRET, or name a file in pull.secret-file");
    }

    private PullState pull() {
        return pull(Map.of(Pull.SECRET_VARIABLE, "very-secret"));
    }

    private PullState pull(Map<String, String> environment) {
        AuditLog audit = new AuditLog(store.journal(), CLOCK);
        Pull pull = new Pull(
                settings(),
                environment,
                folder,
                () -> new FileImports(store),
                new ImportRuns(store, audit, CLOCK),
                audit,
                CLOCK,
                pauses::add);
        PullState state = pull.run(Actor.COMMAND_LINE, false).orElseThrow();
        assertThat(pull.last()).contains(state);
        return state;
    }

    private PullSettings settings() {
        return new PullSettings(
                URI.create(base),
                URI.create(base),
                PullSettings.DEFAULTS.scope(),
                Optional.of("t1"),
                Optional.of("c1"),
                Optional.empty(),
                Optional.empty());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(path + (token == null ? " without a token" : " with " + token));
        String body = answers.get(path);
        boolean isBusy = busy.merge(path, -1, Integer::sum) >= 0;
        if (isBusy) exchange.getResponseHeaders().add("Retry-After", "7");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] bytes = isBusy || body == null ? new byte[0] : body.getBytes(UTF_8);
        exchange.sendResponseHeaders(isBusy ? 429 : body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

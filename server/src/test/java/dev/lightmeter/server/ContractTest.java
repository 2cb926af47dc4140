package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.contract.AnswerCheck;
import dev.lightmeter.server.contract.Contract;
import dev.lightmeter.server.contract.Contract.Endpoint;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every address of the Defender API to the table of the contract, over HTTP. */
class ContractTest {

    private static final Contract CONTRACT = Contract.read();
    private static final AnswerCheck CHECK = new AnswerCheck(CONTRACT);
    private static final Pattern NAMED = Pattern.compile("\\{[^/}]*\\}");

    @TempDir
    static Path folder;

    private static Installation installation;
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        MovableClock clock = new MovableClock(SmallFleet.NOW);
        installation = Installation.start(folder, clock, SmallFleet::into);
        clock.advance(Duration.ofHours(7)); // changes are told once their six hours are over
        HttpResponse<String> task = installation
                .application("Lightmeter.Manage.All")
                .send(
                        "POST",
                        "/lightmeter/v1/remediationTasks",
                        "{\"recommendationId\":\"" + SmallFleet.RECOMMENDATION + "\"}");
        assertThat(task.statusCode()).as(task.body()).isEqualTo(201);
        NAMES.put("{device}", SmallFleet.WEB_1);
        NAMES.put("{software}", SmallFleet.SOFTWARE);
        NAMES.put("{cve}", SmallFleet.CVE);
        NAMES.put("{recommendation}", SmallFleet.RECOMMENDATION);
        NAMES.put("{task}", Installation.json(task.body()).get("id").toString());
        NAMES.put("{yesterday}", SmallFleet.NOW.minus(Duration.ofDays(1)).toString());
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    static Stream<Endpoint> endpoints() {
        return CONTRACT.endpoints().stream();
    }

    static Stream<Endpoint> endpointsWithIds() {
        return endpoints().filter(endpoint -> endpoint.unknown() != null);
    }

    static Stream<Endpoint> endpointsWithPages() {
        return endpoints().filter(endpoint -> endpoint.page().isPresent());
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        assertThat(routes())
                .containsExactlyInAnyOrderElementsOf(
                        endpoints().map(ContractTest::plain).toList());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void answersAsTheContractSays(Endpoint endpoint) {
        if (endpoint.open()) return;
        for (String role : endpoint.application()) {
            HttpResponse<String> answer = call(installation.application(role), endpoint);
            assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(200);
            check(endpoint, answer);
        }
        for (String scope : endpoint.delegated()) {
            HttpResponse<String> answer = call(installation.user("Anybody", scope), endpoint);
            assertThat(answer.statusCode()).as("%s: %s", scope, answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void refusesWhoHasNotThePermission(Endpoint endpoint) {
        if (endpoint.open()) return;
        HttpResponse<String> program = call(installation.application("Something.Else"), endpoint);
        assertThat(program.statusCode()).isEqualTo(403);
        assertThat(program.body()).contains("\"code\":\"Forbidden\"", String.join(",", endpoint.application()));
        HttpResponse<String> user =
                call(installation.user("Anybody", endpoint.application().getFirst()), endpoint);
        assertThat(user.statusCode()).isEqualTo(403);
        assertThat(user.body()).contains(String.join(",", endpoint.delegated()));
    }

    @ParameterizedTest
    @MethodSource("endpointsWithIds")
    void saysWhichIdItDoesNotKnow(Endpoint endpoint) {
        Installation.Client client =
                installation.application(endpoint.application().getFirst());
        Pattern id = Pattern.compile("\\{[a-z]+\\}");
        HttpResponse<String> answer = client.send(
                endpoint.method(),
                "/api/" + id.matcher(endpoint.path()).replaceAll("no-such-thing"),
                id.matcher(endpoint.body()).replaceAll("no-such-thing"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        Map<?, ?> error = (Map<?, ?>) Installation.json(answer.body()).get("error");
        assertThat(error.keySet().stream().map(Object::toString)).containsExactly("code", "message", "target");
        assertThat(error.get("code")).isEqualTo(endpoint.unknown());
        assertThat(error.get("message").toString()).contains("no-such-thing");
    }

    @ParameterizedTest
    @MethodSource("endpointsWithPages")
    void givesNoLargerPageThanTheContractAllows(Endpoint endpoint) {
        Installation.Client client =
                installation.application(endpoint.application().getFirst());
        int most = endpoint.page().getAsInt();
        String path = "/api/" + filled(endpoint.path()) + "?" + filled(endpoint.parameters()) + "&$top=";
        assertThat(client.get(path + most).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = client.get(path + (most + 1));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"ODataError\"", "$top", Integer.toString(most));
    }

    private static void check(Endpoint endpoint, HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("odata-version")).hasValue("4.0");
        assertThat(answer.headers().firstValue("vary")).hasValue("Accept-Encoding");
        if (endpoint.context() == null) {
            assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
            assertThat(answer.body()).matches("[1-9][0-9]*");
            return;
        }
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8");
        Map<String, Object> document = Installation.json(answer.body());
        assertThat(document.get("@odata.context"))
                .isEqualTo(installation.server().baseUri() + "/api/$metadata#" + endpoint.context());
        if (endpoint.entity() != null) {
            CHECK.object(endpoint.name(), document, endpoint.entity());
        } else {
            checkList(endpoint, document);
        }
    }

    private static void checkList(Endpoint endpoint, Map<String, Object> document) {
        List<Map<String, Object>> rows = Installation.rowsOf(document);
        assertThat(document.keySet())
                .isEqualTo(
                        endpoint.counted()
                                ? Set.of("@odata.context", "@odata.count", "value")
                                : Set.of("@odata.context", "value"));
        if (endpoint.counted()) assertThat(document).containsEntry("@odata.count", (long) rows.size());
        if (endpoint.list() == null) { // a list that is always empty says so by having no shape
            assertThat(rows).as("rows of %s", endpoint).isEmpty();
            return;
        }
        assertThat(rows).as("rows of %s", endpoint).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            CHECK.object(endpoint.name() + "[" + i + "]", rows.get(i), String.valueOf(endpoint.list()));
            assertThat(rows.get(i).get("@odata.type")).isEqualTo(endpoint.type());
        }
    }

    private static HttpResponse<String> call(Installation.Client client, Endpoint endpoint) {
        String query = endpoint.parameters().isEmpty() ? "" : "?" + filled(endpoint.parameters());
        return client.send(endpoint.method(), "/api/" + filled(endpoint.path()) + query, filled(endpoint.body()));
    }

    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        return filled;
    }

    /** Every route of the Defender API, as {@link #plain} writes rows. */
    private static Set<String> routes() {
        return installation.server().routes().stream()
                .filter(route -> route.path().equals("/api") || route.path().startsWith("/api/"))
                .map(route -> plain(route.method(), route.path()))
                .collect(Collectors.toSet());
    }

    private static String plain(Endpoint endpoint) {
        return plain(endpoint.method(), endpoint.path().isEmpty() ? "/api" : "/api/" + endpoint.path());
    }

    private static String plain(String method, String path) {
        return method + " " + NAMED.matcher(path).replaceAll("{}").toLowerCase(Locale.ROOT);
    }
}

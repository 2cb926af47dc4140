package dev.lightmeter.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.config.Configuration;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses of the past over HTTP, on a server that lived through three days. */
class HistoryOverHttpTest {

    private static final Instant FIRST = Instant.parse("2026-10-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern NEXT = Pattern.compile("\"nextLink\":\"http://[^/]+([^\"]+)\"");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(FIRST);
    private Installation installation;
    private Installation.Client client;

    @BeforeEach
    void liveThroughThreeDays() {
        Configuration configuration = Configuration.DEFAULTS.with(
                new GroupArrangement(GroupRules.NONE, Map.of(), Map.of("Laptops", List.of("Support"))));
        installation = Installation.start(folder, clock, configuration, store -> {});
        client = installation.application("Lightmeter.Read.All", "Lightmeter.Import.All");
        report("servers.json", "web", "Servers", "\"CVE-2026-0001\",\"CVE-2026-0002\"", "");
        clock.advance(DAY);
        report("laptops.json", "laptop", "Laptops", "\"CVE-2026-0003\"", control("scid-1"));
        clock.advance(DAY);
        report("servers.json", "web", "Servers", "\"CVE-2026-0002\"", control("scid-1"));
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void tellsTheLineOfAScore() {
        Map<String, Object> line = client.document("/lightmeter/v1/history?group=servers");
        assertThat(line).containsEntry("group", "Servers").containsEntry("recordedSince", FIRST.toString());
        List<Map<String, Object>> points = list(line, "points");
        assertThat(points).extracting(point -> point.get("time")).containsExactly(time(0), time(2));
        assertThat(score(points.getFirst())).isGreaterThan(score(points.getLast()));
        assertThat(client.get("/lightmeter/v1/history?group=nobody").body())
                .contains("There is no device group named nobody");
        assertThat(client.get("/lightmeter/v1/history?from=2026-10-03T00:00:00Z&to=2026-10-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsEveryScoreAsItWasShownAtATime() {
        Map<String, Object> now = client.document("/lightmeter/v1/history/at");
        assertThat(list(now, "groups"))
                .extracting(group -> group.get("name"))
                .containsExactly("organisation", "Servers", "Laptops");
        Map<String, Object> then = client.document("/lightmeter/v1/history/at?time=2026-10-02T00:00:00Z");
        assertThat(list(then, "groups"))
                .extracting(group -> group.get("name"))
                .containsExactly("organisation", "Servers");
        assertThat(list(then, "groups").getFirst().get("score"))
                .isEqualTo(list(then, "groups").getLast().get("score"));
        assertThat(list(client.document("/lightmeter/v1/history/at?time=2026-09-01T00:00:00Z"), "groups"))
                .isEmpty();
    }

    @Test
    void tellsWhatMovedAScoreUpAndDown() {
        Map<String, Object> waterfall = client.document("/lightmeter/v1/waterfall?group=Servers");
        BigDecimal sum = list(waterfall, "bars").stream()
                .map(bar -> new BigDecimal(bar.get("points").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum)
                .isNegative()
                .isEqualTo(new BigDecimal(waterfall.get("change").toString()));
        assertThat(list(waterfall, "bars"))
                .filteredOn(bar -> bar.get("bar").equals("resolvedFindings"))
                .singleElement()
                .satisfies(bar -> assertThat(bar.get("points").toString()).startsWith("-"));
        assertThat(client.get("/lightmeter/v1/waterfall?to=2026-09-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsWhatTodaysKnowledgeWouldHaveSaid() {
        String then = "2026-10-01T18:00:00Z";
        Map<String, Object> recomputed = client.document("/lightmeter/v1/history/recomputed?time=" + then);
        Map<String, Object> shown = client.document("/lightmeter/v1/history/at?time=" + then);
        assertThat(recomputed).containsEntry("time", then).containsEntry("knownAt", null);
        assertThat(recomputed.get("groups"))
                .as("nothing else changed since then")
                .isEqualTo(shown.get("groups"));
        assertThat(client.document("/lightmeter/v1/history/recomputed").get("groups"))
                .isEqualTo(client.document("/lightmeter/v1/history/at").get("groups"));

        Map<String, Object> known = client.document(
                "/lightmeter/v1/history/recomputed?time=2026-10-03T06:00:00Z&knownAt=2026-10-03T06:00:00Z");
        assertThat(score(list(known, "groups").get(1)))
                .as("nobody knew of the fix by then")
                .isEqualTo(score(list(recomputed, "groups").get(1)));
        assertThat(client.get("/lightmeter/v1/history/recomputed?time=2026-10-04T00:00:00Z")
                        .body())
                .contains("time must not lie in the future, got 2026-10-04T00:00:00Z");
    }

    @Test
    void tellsForHowLongFindingsWereOpen() {
        Map<String, Object> times = client.document("/lightmeter/v1/timeToRemediate");
        assertThat(list(times, "groups"))
                .extracting(group -> group.get("name"), group -> group.get("count"), group -> group.get("medianDays"))
                .containsExactly(tuple("organisation", 1L, 2.0), tuple("Servers", 1L, 2.0));
        assertThat(list(list(times, "groups").getFirst(), "severities"))
                .singleElement()
                .satisfies(severity -> assertThat(severity)
                        .containsEntry("severity", "Unknown")
                        .containsEntry("p90Days", 2.0));
        assertThat(list(client.document("/lightmeter/v1/timeToRemediate?since=2026-10-03T06:00:00Z"), "groups"))
                .isEmpty();
        Installation.Client other = installation.user("Support", "Lightmeter.Read");
        assertThat(list(other.document("/lightmeter/v1/timeToRemediate"), "groups"))
                .hasSize(2);
    }

    @Test
    void tellsMicrosoftsEventsAndOurs() {
        assertThat(marks(client, "/lightmeter/v1/events"))
                .containsExactly(
                        "import generic: servers.json",
                        "configurationAssessed scid-1 Servers 1",
                        "import generic: laptops.json",
                        "newVulnerability CVE-2026-0003 Laptops 1",
                        "configurationAssessed scid-1 Laptops 1",
                        "import generic: servers.json",
                        "newVulnerability CVE-2026-0001 Servers 1",
                        "newVulnerability CVE-2026-0002 Servers 1");
        report("servers.json", "web", "Servers", "\"CVE-2026-0002\"", control("scid-1"));
        assertThat(marks(client, "/lightmeter/v1/events?top=1"))
                .as("known by now")
                .first()
                .isEqualTo("import generic: servers.json");
    }

    @Test
    void tellsEachEventOnceHoweverSmallThePages() {
        report("again.json", "web", "Servers", "\"CVE-2026-0004\"", "");
        report("and again.json", "web", "Servers", "\"CVE-2026-0005\"", "");
        Installation.Client other = installation.user("Sales", "Lightmeter.Read");
        for (Installation.Client asking : List.of(client, other)) {
            List<String> all = marks(asking, "/lightmeter/v1/events");
            for (int top : new int[] {1, 2, 3}) {
                assertThat(marks(asking, "/lightmeter/v1/events?top=" + top)).isEqualTo(all);
            }
        }
        assertThat(marks(other, "/lightmeter/v1/events"))
                .as("nothing of a hidden group, nor the names of imports")
                .noneMatch(mark -> mark.contains("Laptops") || mark.contains(".json"))
                .contains("newVulnerability CVE-2026-0005 Servers 1");
    }

    /** All events, over all pages. */
    private static List<String> marks(Installation.Client asking, String first) {
        List<String> marks = new ArrayList<>();
        String path = first;
        while (true) {
            HttpResponse<String> page = asking.get(path);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            for (Map<String, Object> event : list(Installation.json(page.body()), "events")) {
                for (Map<String, Object> what : list(event, "what")) {
                    marks.add((what.get("type") + " " + or(what.get("subject")) + " " + or(what.get("group")) + " "
                                    + or(what.get("devices")))
                            .strip());
                }
            }
            Matcher next = NEXT.matcher(page.body());
            if (!next.find()) return marks;
            path = next.group(1);
        }
    }

    private void report(String file, String device, String group, String weaknesses, String controls) {
        String findings = weaknesses.replaceAll(
                "(\"[^\"]+\")", "{\"cve\":$1,\"rec\":\"va\",\"vendor\":\"acme\",\"product\":\"portal\"}");
        HttpResponse<String> answer =
                client.send("POST", "/lightmeter/v1/imports?name=" + file.replace(" ", "%20"), """
                {"asOf": "%s", "devices": [{"id": "%s", "group": "%s", "findings": [%s]%s}]}
                """.formatted(
                                clock.instant().toString().substring(0, 10), device, group, findings, controls));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String control(String id) {
        return ", \"config\": [{\"id\": \"" + id + "\", \"weight\": 8, \"failed\": false}]";
    }

    private static String time(int day) {
        return FIRST.plus(DAY.multipliedBy(day)).toString();
    }

    private static BigDecimal score(Map<String, Object> point) {
        return new BigDecimal(point.get("score").toString());
    }

    private static Object or(Object value) {
        return value == null ? "" : value;
    }

    @SuppressWarnings("unchecked") // the shape of the answer is what is tested
    private static List<Map<String, Object>> list(Map<String, Object> document, String name) {
        return (List<Map<String, Object>>) document.get(name);
    }
}

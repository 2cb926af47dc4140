package dev.lightmeter.server.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ScoreSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreEndpointsTest {

    private static final String GROUPS = "/api/exposureScore/ByMachineGroups";

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsTheScoreOfTheOrganisation() {
        HttpResponse<String> answer = server.get("/api/exposureScore");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"@odata.context\":\"" + server.server().baseUri()
                                + "/api/$metadata#ExposureScore/$entity\",\"time\":\"2026-03-04T05:06:07.12Z\",\"score\":33.491554051}");
    }

    @Test
    void tellsTheScoresOfTheGroupsHighestFirstEachWithATimeOfItsOwn() {
        assertThat(server.get(GROUPS).body())
                .isEqualTo(
                        "{\"@odata.context\":\"" + server.server().baseUri()
                                + "/api/$metadata#ExposureScore\",\"value\":["
                                + "{\"time\":\"2026-03-04T05:06:07.12Z\",\"score\":41.380417663,\"rbacGroupName\":\"Servers \\\"north\\\"\",\"rbacGroupId\":10},"
                                + "{\"time\":\"2026-03-04T05:06:07.1200001Z\",\"score\":5,\"rbacGroupName\":\"UnassignedGroup\",\"rbacGroupId\":0},"
                                + "{\"time\":\"2026-03-04T05:06:07.1200002Z\",\"score\":0,\"rbacGroupName\":\"Laptops\",\"rbacGroupId\":11}]}");
    }

    @Test
    void tellsTheSecureScoreInPoints() {
        assertThat(server.get("/api/configurationScore").body())
                .endsWith(
                        "/api/$metadata#ConfigurationScore/$entity\",\"time\":\"2026-03-04T05:06:07.12Z\",\"score\":340}");
    }

    @Test
    void carriesTheHeadersOfTheDefenderApi() {
        var headers = server.get(GROUPS).headers();
        assertThat(headers.firstValue("content-type"))
                .hasValue("application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8");
        assertThat(headers.firstValue("odata-version")).hasValue("4.0");
        assertThat(headers.firstValue("vary")).hasValue("Accept-Encoding");
        assertThat(headers.firstValue("strict-transport-security")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1.0/exposureScore/ByMachineGroups",
                "/API/V1.0/EXPOSURESCORE/bymachinegroups/",
                "/api/exposurescore/byMachineGroups/"
            })
    void answersInAnyLetterCaseUnderBothPrefixesWithOneSlashAtTheEnd(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2.0/exposureScore",
                "/api/exposureScore//",
                "/exposureScore",
                "/api/v1.0/v1.0/exposureScore"
            })
    void knowsNothingElse(String path) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NotFound\"", "\"target\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "$top=1, 10",
        "%24top=1&$skip=1, 0",
        "$skip=2, 11",
        "$TOP=2&$skip=2, 11",
        "$top=1&tenant=x&top=7, 10",
    })
    void pagesThroughTheGroups(String query, int onlyId) {
        assertThat(ids(server.get(GROUPS + "?" + query).body())).containsExactly(onlyId);
    }

    @Test
    void endsWithAnEmptyPage() {
        assertThat(server.get(GROUPS + "?$top=1000&$skip=3").body()).endsWith("\"value\":[]}");
        assertThat(server.get(GROUPS + "?$top=0").body()).endsWith("\"value\":[]}");
    }

    @Test
    void countsAllGroupsWhenAsked() {
        assertThat(server.get(GROUPS + "?$count=true&$top=1").body())
                .contains("#ExposureScore\",\"@odata.count\":3,\"value\":[{");
        assertThat(server.get(GROUPS + "?$count=false").body()).doesNotContain("@odata.count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$top=-1|The query option '$top' must be a whole number from 0 to 2147483647, got '-1'",
                "$skip=abc|The query option '$skip' must be a whole number from 0 to 2147483647, got 'abc'",
                "$top=99999999999|The query option '$top' must be a whole number from 0 to 2147483647, got '99999999999'",
                "$top=2147483648|The query option '$top' must be a whole number from 0 to 2147483647, got '2147483648'",
                "$top=|The query option '$top' must be a whole number from 0 to 2147483647, got ''",
                "$top=1&$top=2|The query option '$top' is given twice",
                "$count=yes|The query option '$count' must be true or false, got 'yes'",
                "$stop=5|The query option '$stop' is not supported here",
            })
    void refusesAQueryOptionThatItCannotHonour(String query, String message) {
        HttpResponse<String> answer = server.get(GROUPS + "?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"ODataError\",\"message\":\"" + message + "\",\"target\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/exposureScore", "/api/configurationScore"})
    void refusesPagesOfASingleScore(String path) {
        assertThat(server.get(path + "?$top=1").statusCode()).isEqualTo(400);
        assertThat(server.get(path + "?anything=1").statusCode()).isEqualTo(200);
    }

    @Test
    void givesNoTwoRowsTheSameTimeAcrossAnswers() {
        String first = server.get(GROUPS).body();
        String second = server.get(GROUPS).body();
        assertThat(times(first)).doesNotContainAnyElementsOf(times(second));
        assertThat(times(second).getFirst()).isEqualTo("2026-03-04T05:06:07.1200003Z");
    }

    @Test
    void tellsNewScoresAsSoonAsTheyArePublished() {
        server.get(GROUPS);
        server.publish(Optional.of(new Scores(OptionalLong.of(1), List.of(), () -> 0.5)));
        assertThat(server.get("/api/exposureScore").body()).endsWith("\"score\":0.000000001}");
        assertThat(server.get("/api/configurationScore").body()).endsWith("\"score\":0.5}");
    }

    @Test
    void tellsOneRowWhenThereAreNoGroups() {
        server.publish(Optional.of(new Scores(OptionalLong.of(7_250_000_000L), List.of(), () -> 0)));
        assertThat(server.get(GROUPS).body())
                .endsWith("\"score\":7.25,\"rbacGroupName\":\"UnassignedGroup\",\"rbacGroupId\":0}]}");
    }

    @Test
    void leavesOutTheUnassignedGroupWhenOthersExistAndItIsEmpty() {
        server.publish(Optional.of(new Scores(
                OptionalLong.of(5),
                List.of(
                        new Scores.GroupRow(0, "UnassignedGroup", OptionalLong.empty(), 0),
                        new Scores.GroupRow(4, "A", OptionalLong.of(5), 1)),
                () -> 0)));
        assertThat(ids(server.get(GROUPS).body())).containsExactly(4);
    }

    @Test
    void ordersEqualScoresById() {
        server.publish(Optional.of(new Scores(
                OptionalLong.of(5),
                List.of(
                        new Scores.GroupRow(9, "A", OptionalLong.of(5), 1),
                        new Scores.GroupRow(3, "B", OptionalLong.of(5), 1),
                        new Scores.GroupRow(5, "C", OptionalLong.of(6), 1)),
                () -> 0)));
        assertThat(ids(server.get(GROUPS).body())).containsExactly(5, 3, 9);
    }

    @Test
    void saysThatScoresAreNotThereYet() {
        server.publish(Optional.empty());
        HttpResponse<String> answer = server.get(GROUPS);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"ServiceUnavailable\"", "The scores are being computed");
    }

    @Test
    void omitsGroupsWithoutDataIfTheOperatorSaysSo(@TempDir Path other) {
        Configuration omitting =
                Configuration.DEFAULTS.with(new ScoreSettings(true, ScoreSettings.Exceptions.OPEN, true));
        try (RunningServer quiet = RunningServer.start(other, omitting, Clock.systemUTC())) {
            assertThat(ids(quiet.get(GROUPS).body())).containsExactly(10, 0);
        }
    }

    private static List<Integer> ids(String body) {
        return java.util.regex.Pattern.compile("\"rbacGroupId\":(\\d+)")
                .matcher(body)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .toList();
    }

    private static List<String> times(String body) {
        return java.util.regex.Pattern.compile("\"time\":\"([^\"]+)\"")
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

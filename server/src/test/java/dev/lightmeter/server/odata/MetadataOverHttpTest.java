package dev.lightmeter.server.odata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataOverHttpTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"/api/$metadata", "/api/v1.0/%24metadata/", "/API/$METADATA?$format=xml"})
    void isXmlUnlessAskedOtherwise(String path) {
        HttpResponse<String> answer = server.getWithoutToken(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/xml");
        assertThat(answer.headers().firstValue("odata-version")).hasValue("4.0");
        assertThat(answer.body()).startsWith("<?xml").contains("<EntitySet Name=\"ExposureScore\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | application/json; charset=utf-8
            application/json;odata.metadata=minimal | application/json; charset=utf-8
            application/json;q=1.0,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7 | application/xml
            application/xml | application/xml
            */* | application/xml
            """)
    void isJsonForThoseWhoReadNothingElse(String accept, String type) {
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.uri("/api/$metadata")).header("Accept", accept));
        assertThat(answer.headers().firstValue("content-type")).hasValue(type);
    }

    @Test
    void saysWhichFormatsThereAre() {
        assertThat(server.getWithoutToken("/api/$metadata?$format=yaml").body())
                .contains("\"code\":\"ODataError\"", "The query option '$format' must be xml or json, got 'yaml'");
        assertThat(server.getWithoutToken("/api/$metadata?$format=json").body()).startsWith("{\"$Version\"");
    }

    @Test
    void listsTheLists() {
        assertThat(server.getWithoutToken("/api/").body())
                .startsWith("{\"@odata.context\":\"" + server.server().baseUri() + "/api/$metadata\",\"value\":[")
                .contains(
                        "{\"name\":\"ExposureScore\",\"kind\":\"EntitySet\",\"url\":\"exposureScore/ByMachineGroups\"}");
    }

    @Test
    void describesTheScoresAsTheyAre() {
        String row = server.get("/api/exposureScore/ByMachineGroups").body().split("\"value\":\\[", 2)[1];
        List<String> written = Pattern.compile("\"(\\w+)\":")
                .matcher(row.substring(0, row.indexOf('}')))
                .results()
                .map(match -> match.group(1))
                .toList();
        String metadata = server.getWithoutToken("/api/$metadata").body();
        String type = metadata.split("<EntityType Name=\"Score\">", 2)[1].split("</EntityType>", 2)[0];
        assertThat(Pattern.compile("<Property Name=\"(\\w+)\"")
                        .matcher(type)
                        .results()
                        .map(match -> match.group(1))
                        .toList())
                .isEqualTo(written);
    }
}

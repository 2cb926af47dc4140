package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final Access OPEN = Access.open("a test");
    private static final Route READ = Route.get("/api/things", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route WRITE = Route.post("/api/things", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route ONE = Route.get("/api/things/{id}", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route SPECIAL = Route.get("/api/things/special", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route ROOT = Route.get("/api", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route METADATA = Route.get("/api/$metadata", OPEN, call -> Reply.json(200, new byte[0]));
    private final Router router = new Router(List.of(READ, WRITE, ONE, SPECIAL, ROOT, METADATA));

    @Test
    void prefersAPathWithoutParameters() {
        assertThat(router.match("GET", "/API/Things/SPECIAL")).isEqualTo(new Router.Match.Found(SPECIAL, Map.of()));
    }

    @Test
    void keepsTheLetterCaseOfAParameter() {
        assertThat(router.match("GET", "/api/THINGS/CVE-1x/"))
                .isEqualTo(new Router.Match.Found(ONE, Map.of("id", "CVE-1x")));
    }

    @Test
    void servesParametersUnderTheVersionedPrefixToo() {
        assertThat(router.match("GET", "/api/v1.0/things/7")).isEqualTo(new Router.Match.Found(ONE, Map.of("id", "7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/API/v1.0", "/api/V1.0/"})
    void knowsTheRootOfEveryVersion(String path) {
        assertThat(router.match("GET", path)).isEqualTo(new Router.Match.Found(ROOT, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/$metadata", "/api/%24metadata", "/api/v1.0/$METADATA"})
    void readsADollarSignHoweverItIsWritten(String path) {
        assertThat(router.match("GET", path)).isEqualTo(new Router.Match.Found(METADATA, Map.of()));
    }

    @Test
    void knowsNoOtherVersion() {
        assertThat(router.match("GET", "/api/v1.01/things")).isEqualTo(new Router.Match.Nothing());
        assertThat(router.match("GET", "/api/v2.0/things")).isEqualTo(new Router.Match.Nothing());
    }

    @Test
    void namesTheOtherMethods() {
        assertThat(router.match("DELETE", "/api/things")).isEqualTo(new Router.Match.OtherMethod("GET, HEAD, POST"));
    }

    @Test
    void findsNothingForAnEmptyParameter() {
        assertThat(router.match("GET", "/api/things//")).isEqualTo(new Router.Match.Nothing());
    }

    @Test
    void refusesTwoRoutesForOneAddress() {
        assertThatThrownBy(() -> new Router(List.of(ONE, Route.get("/api/things/{id}", OPEN, ONE.handler()))))
                .hasMessage("two routes for GET /api/things/{id}");
    }
}

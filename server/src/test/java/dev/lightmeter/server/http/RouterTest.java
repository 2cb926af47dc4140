package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Access OPEN = Access.open("a test");
    private static final Route READ = Route.get("/api/things", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route WRITE = Route.post("/api/things", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route ONE = Route.get("/api/things/{id}", OPEN, call -> Reply.json(200, new byte[0]));
    private static final Route SPECIAL = Route.get("/api/things/special", OPEN, call -> Reply.json(200, new byte[0]));
    private final Router router = new Router(List.of(READ, WRITE, ONE, SPECIAL));

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

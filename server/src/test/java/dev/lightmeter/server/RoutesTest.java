package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks all routes of a running server. */
class RoutesTest {

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
    void everyRouteAsksForAPermissionOrSaysWhyItIsOpen() {
        assertThat(server.server().routes()).isNotEmpty().allSatisfy(route -> {
            switch (route.access()) {
                case Access.Open(var why) -> assertThat(why.split(" ")).hasSizeGreaterThan(5);
                case Access.Needs(Permission permission) -> {
                    assertThat(call(route, null).statusCode()).isEqualTo(401);
                    HttpResponse<String> forbidden = call(route, server.tokenWith("Something.Else"));
                    assertThat(forbidden.statusCode()).isEqualTo(403);
                    assertThat(forbidden.body()).contains(permission.applicationRoles());
                    String role = permission.applicationRoles().getFirst();
                    // an empty request may lack something, but it is let in
                    assertThat(call(route, server.tokenWith(role)).statusCode())
                            .isNotIn(401, 403)
                            .isLessThan(500);
                }
            }
        });
    }

    @Test
    void onlyTheAuthorityHealthAndDescriptionsAreOpen() {
        List<String> open = server.server().routes().stream()
                .filter(route -> route.access() instanceof Access.Open)
                .map(Route::path)
                .toList();
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "/api",
                        "/api/$metadata",
                        "/{tenant}/oauth2/token",
                        "/{tenant}/oauth2/v2.0/token",
                        "/{tenant}/oauth2/authorize",
                        "/{tenant}/oauth2/authorize",
                        "/{tenant}/oauth2/v2.0/authorize",
                        "/{tenant}/oauth2/v2.0/authorize",
                        "/{tenant}/oauth2/devicecode",
                        "/{tenant}/oauth2/v2.0/devicecode",
                        "/device",
                        "/device",
                        "/{tenant}/.well-known/openid-configuration",
                        "/{tenant}/v2.0/.well-known/openid-configuration",
                        "/{tenant}/discovery/keys",
                        "/{tenant}/discovery/v2.0/keys",
                        "/common/discovery/instance",
                        "/lightmeter/v1/openapi.json",
                        "/lightmeter/v1/docs",
                        "/lightmeter/v1/docs.css",
                        "/",
                        "/health");
    }

    @Test
    void everyRouteNamesTheMethodsItAnswersTo() {
        assertThat(server.server().routes()).allSatisfy(route -> {
            HttpResponse<String> answer = server.send(
                    HttpRequest.newBuilder(server.uri(path(route))).method("PROPFIND", BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains(route.method());
        });
    }

    private HttpResponse<String> call(Route route, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path(route)))
                .method(route.method(), HttpRequest.BodyPublishers.noBody());
        if (token != null) request.header("Authorization", "Bearer " + token);
        return server.send(request);
    }

    private String path(Route route) {
        return route.path().replace("{tenant}", server.tenant()).replace("{id}", "7");
    }
}

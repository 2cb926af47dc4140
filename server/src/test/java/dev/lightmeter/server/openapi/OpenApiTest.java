package dev.lightmeter.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installed;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API, read by somebody else's parser and held against the routes. */
class OpenApiTest {

    @TempDir
    private static Path folder;

    private static Installed installed;
    private static OpenAPI document;
    private static List<Route> routes;

    @BeforeAll
    static void read() {
        installed = Installed.in(folder);
        routes = installed.routes().stream()
                .filter(route ->
                        (route.path() + "/").startsWith("/api/") || route.path().startsWith("/lightmeter/v1/"))
                .toList();
        SwaggerParseResult result = new OpenAPIV3Parser()
                .readContents(installed.get("/lightmeter/v1/openapi.json").body());
        assertThat(result.getMessages()).isEmpty();
        document = result.getOpenAPI();
    }

    @AfterAll
    static void stop() {
        installed.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().keySet().forEach(method -> described.add(method + " " + path)));
        Set<String> served = new TreeSet<>();
        routes.forEach(route -> served.add(route.method() + " " + route.path()));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void isVersionThreeOneAndKnowsItsAddress() {
        assertThat(document.getOpenapi()).isEqualTo("3.1.0");
        assertThat(document.getServers().getFirst().getUrl())
                .isEqualTo(installed.lightmeter().server().baseUri().toString());
    }

    @Test
    void saysWhatEveryOperationDoesAndNeeds() {
        assertThat(routes).allSatisfy(route -> {
            Operation operation = operation(route);
            assertThat(operation.getSummary())
                    .as("%s %s", route.method(), route.path())
                    .isNotBlank()
                    .doesNotEndWith(".");
            List<String> needed = operation.getSecurity().stream()
                    .flatMap(alternative -> alternative.get("token").stream())
                    .toList();
            List<String> expected = new ArrayList<>();
            if (route.access() instanceof Access.Needs(var permission)) {
                expected.addAll(permission.applicationRoles());
                for (String scope : permission.delegatedScopes()) {
                    if (!expected.contains(scope)) expected.add(scope);
                }
            }
            assertThat(needed).isEqualTo(expected);
        });
    }

    @Test
    void describesEveryParameterOfAPath() {
        assertThat(routes).allSatisfy(route -> {
            List<String> named = operation(route).getParameters() == null
                    ? List.of()
                    : operation(route).getParameters().stream()
                            .filter(parameter -> "path".equals(parameter.getIn()))
                            .map(Parameter::getName)
                            .toList();
            assertThat(named).allSatisfy(name -> assertThat(route.path()).contains("{" + name + "}"));
            assertThat(named).hasSize(route.path().split("\\{", -1).length - 1);
        });
    }

    @Test
    void givesEveryOperationANameOfItsOwn() {
        List<String> ids =
                routes.stream().map(route -> operation(route).getOperationId()).toList();
        assertThat(ids).doesNotHaveDuplicates().contains("getMachinesByIdSoftware", "postLightmeterImports");
    }

    @Test
    void tellsTheTypesOfWhatItShows() {
        assertThat(installed.get("/lightmeter/v1/openapi.json").body())
                .contains("\"value\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
                        + "\"time\":{\"type\":\"string\"},\"score\":{\"type\":\"number\"},"
                        + "\"rbacGroupName\":{\"type\":\"string\"},\"rbacGroupId\":{\"type\":\"integer\"}}}}")
                .contains("\"exclusionReason\":{},"); // null tells no type
    }

    @Test
    void showsEveryOperationOnAPageWithoutScripts() {
        HttpResponse<String> page = installed.get("/lightmeter/v1/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'self';");
        assertThat(page.body()).doesNotContain("<script", "style=", "=\"http");
        assertThat(routes).allSatisfy(route -> {
            assertThat(page.body()).contains("id=\"" + operation(route).getOperationId() + "\"");
            if (route.access() instanceof Access.Needs(var permission)) {
                assertThat(page.body())
                        .contains("<code>" + permission.applicationRoles().getFirst() + "</code>");
            }
        });
    }

    @Test
    void greetsWhoOpensThePrintedAddress() {
        HttpResponse<String> home = installed.get("/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("href=\"/lightmeter/v1/docs\"", "exposure");
        assertThat(installed.get("/lightmeter/v1/docs.css").headers().firstValue("content-type"))
                .hasValue("text/css; charset=utf-8");
    }

    private static Operation operation(Route route) {
        return document.getPaths()
                .get(route.path())
                .readOperationsMap()
                .get(PathItem.HttpMethod.valueOf(route.method()));
    }
}

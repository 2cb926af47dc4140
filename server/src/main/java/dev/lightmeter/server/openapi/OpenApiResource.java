package dev.lightmeter.server.openapi;

import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Serves the description of the API, which is made from the routes themselves, and the page that newcomers find first. */
public final class OpenApiResource {

    private static final Access OPEN =
            Access.open("it describes the API and holds nothing of any installation; tools read it without a token");

    private static final String CSS = "text/css; charset=utf-8";

    private final List<Operation> operations;
    private final List<Route> own;
    private final String page;
    private final byte[] style;
    private final byte[] home;

    /** Describes these routes and those of its own. */
    public OpenApiResource(List<Route> routes) {
        this.own = List.of(
                Route.get("/lightmeter/v1/openapi.json", OPEN, this::document)
                        .about("This description as an OpenAPI 3.1 document"),
                Route.get("/lightmeter/v1/docs", OPEN, this::page).about("This description as a page for people"),
                Route.get("/lightmeter/v1/docs.css", OPEN, call -> Reply.of(CSS, style()))
                        .about("How that page looks"),
                Route.get("/", OPEN, this::home));
        List<Route> all = new ArrayList<>(routes);
        all.addAll(own);
        this.operations = Operation.of(all);
        this.page = ApiPage.of(operations);
        this.style = resource("docs.css");
        this.home = resource("home.html");
    }

    public List<Route> routes() {
        return own;
    }

    private Reply document(Call call) {
        return Reply.json(200, OpenApiDocument.of(operations, call.baseUrl()));
    }

    private Reply page(Call call) {
        return strict(Reply.page(200, page));
    }

    private Reply home(Call call) {
        return strict(Reply.page(200, new String(home, StandardCharsets.UTF_8)));
    }

    private byte[] style() {
        return style;
    }

    /** Nothing runs on these pages, and nothing is loaded from elsewhere. */
    private static Reply strict(Reply reply) {
        return reply.withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Referrer-Policy", "no-referrer");
    }

    private static byte[] resource(String name) {
        try (InputStream in = OpenApiResource.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

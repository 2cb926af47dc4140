package dev.lightmeter.server;

import static dev.lightmeter.server.http.Route.get;
import static dev.lightmeter.server.http.Route.post;

import dev.lightmeter.server.authority.AuthorityResource;
import dev.lightmeter.server.authority.DiscoveryResource;
import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.imports.ImportResource;
import dev.lightmeter.server.odata.MetadataResource;
import dev.lightmeter.server.score.ScoreResource;
import java.util.List;

/** Everything that the server answers to. */
final class Routes {

    private static final Access BEFORE_A_TOKEN =
            Access.open("clients read this before they have a token; it holds public keys and addresses only");

    private static final Access GIVES_A_TOKEN =
            Access.open("this is where tokens come from; a client proves itself with its secret");

    private static final Access HEALTH =
            Access.open("load balancers hold no token; it tells up or starting and nothing else");

    private Routes() {}

    static List<Route> all(
            ScoreResource scores,
            MetadataResource metadata,
            AuthorityResource authority,
            DiscoveryResource discovery,
            HealthResource health) {
        return List.of(
                get("/api", MetadataResource.ACCESS, metadata::service),
                get("/api/$metadata", MetadataResource.ACCESS, metadata::metadata),
                get("/api/exposureScore", ScoreResource.ACCESS, scores::organisation),
                get("/api/exposureScore/ByMachineGroups", ScoreResource.ACCESS, scores::byMachineGroups),
                get("/api/configurationScore", ScoreResource.ACCESS, scores::configurationScore),
                post("/{tenant}/oauth2/token", GIVES_A_TOKEN, authority::tokenV1),
                post("/{tenant}/oauth2/v2.0/token", GIVES_A_TOKEN, authority::tokenV2),
                get("/{tenant}/.well-known/openid-configuration", BEFORE_A_TOKEN, discovery::metadataV1),
                get("/{tenant}/v2.0/.well-known/openid-configuration", BEFORE_A_TOKEN, discovery::metadataV2),
                get("/{tenant}/discovery/keys", BEFORE_A_TOKEN, discovery::keys),
                get("/{tenant}/discovery/v2.0/keys", BEFORE_A_TOKEN, discovery::keys),
                get("/common/discovery/instance", BEFORE_A_TOKEN, discovery::instance),
                get("/health", HEALTH, health::health));
    }

    /** Our own API, which only a server over a store has. */
    static List<Route> own(ImportResource imports, ExplanationResource explanations) {
        return List.of(
                post("/lightmeter/v1/imports", ImportResource.ACCESS, imports::upload),
                get("/lightmeter/v1/explanations", ExplanationResource.ACCESS, explanations::explain));
    }
}

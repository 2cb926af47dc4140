package dev.lightmeter.server;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.auth.BearerTokens;
import dev.lightmeter.server.auth.TokenVerifier;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
import dev.lightmeter.server.config.ThrottlingSettings;
import dev.lightmeter.server.http.FrontDoor;
import dev.lightmeter.server.http.PublicAddress;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.http.Throttle;
import dev.lightmeter.server.odata.MetadataResource;
import dev.lightmeter.server.openapi.OpenApiResource;
import dev.lightmeter.server.score.ScoreResource;
import dev.lightmeter.server.score.ScoreSource;
import dev.lightmeter.server.tls.GeneratedCertificate;
import dev.lightmeter.server.tls.OperatorCertificate;
import dev.lightmeter.server.tls.ServerCertificate;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running server. Everything it is made of is put together here. */
public final class LightmeterServer implements AutoCloseable {

    private static final String HTTPS = "https";

    private final WebServer web;
    private final String host;
    private final Optional<ServerCertificate> certificate;
    private final List<Route> routes;

    private LightmeterServer(WebServer web, String host, Optional<ServerCertificate> certificate, List<Route> routes) {
        this.web = web;
        this.routes = routes;
        this.host = host;
        this.certificate = certificate;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param dataFolder holds a generated certificate, if one is needed
     * @param more routes beside those that every server has
     * @throws StartException if it cannot listen; what is wrong with keys and certificates comes as the exception of
     *     their package
     */
    public static LightmeterServer start(
            Configuration configuration,
            Path dataFolder,
            Authority authority,
            ScoreSource source,
            List<Route> more,
            AuditLog audit,
            Clocks clocks) {
        Clock clock = clocks.tokens();
        ServerSettings settings = configuration.server();
        List<String> moreAudiences = new ArrayList<>(configuration.auth().audiences());
        settings.publicBaseUrl().map(URI::toString).ifPresent(moreAudiences::add);
        Audiences audiences = Audiences.withDefaults(moreAudiences);
        var issuers = Issuers.all(configuration.auth(), authority, audiences, clock);
        ScoreResource scores =
                new ScoreResource(source, configuration.scores().omitGroupsWithoutData(), clocks.facts());
        List<Route> routes = new ArrayList<>(
                Routes.all(scores, new MetadataResource(EntitySets.ALL), new HealthResource(source::isReady)));
        routes.addAll(Routes.authority(authority, audiences, audit, clock));
        routes.addAll(more);
        routes.addAll(new OpenApiResource(routes).routes());
        FrontDoor door = new FrontDoor(
                routes,
                new BearerTokens(new TokenVerifier(issuers, clock), clock),
                new PublicAddress(settings.publicBaseUrl(), settings.trustedProxies()),
                throttle(configuration.throttling()));
        Optional<ServerCertificate> certificate = settings.httpsPort().isPresent()
                ? Optional.of(certificate(configuration, dataFolder, clock))
                : Optional.empty();
        StartException.refuseTakenPorts(settings);
        WebServer web = listeners(settings, certificate, door).build().start();
        if (!web.isRunning()) throw StartException.webServerDidNotStart();
        return new LightmeterServer(web, settings.host(), certificate, routes);
    }

    /** The address for HTTP, with the real port if any free one was asked for. */
    public URI baseUri() {
        return URI.create("http://" + hostInUri() + ":" + web.port());
    }

    /** The address for HTTPS; empty if it is off. */
    public Optional<URI> httpsUri() {
        return certificate.map(used -> URI.create("https://" + hostInUri() + ":" + web.port(HTTPS)));
    }

    /** The file of the certificate authority that clients have to trust; empty without HTTPS or with an own certificate. */
    public Optional<Path> authorityFile() {
        return certificate.flatMap(ServerCertificate::authorityFile);
    }

    /** Everything that this server answers to. */
    List<Route> routes() {
        return routes;
    }

    /** Stops listening; requests under way are finished first, for a moment. */
    public void stop() {
        web.stop();
    }

    @Override
    public void close() {
        stop();
    }

    private static Optional<Throttle> throttle(ThrottlingSettings settings) {
        return settings.enabled() ? Optional.of(new Throttle(settings.exempt(), System::nanoTime)) : Optional.empty();
    }

    private static ServerCertificate certificate(Configuration configuration, Path dataFolder, Clock clock) {
        return configuration
                .tls()
                .operator()
                .map(files -> OperatorCertificate.read(files.certificate(), files.key(), clock))
                .orElseGet(() -> GeneratedCertificate.open(
                        dataFolder, configuration.tls().names(), clock));
    }

    private static WebServerConfig.Builder listeners(
            ServerSettings settings, Optional<ServerCertificate> certificate, FrontDoor door) {
        WebServerConfig.Builder web = WebServer.builder()
                .shutdownHook(false) // who starts the server stops it
                .host(settings.host())
                .port(settings.port())
                .directHandlers(FrontDoor.transportProblems())
                .addConnectionSelector(http1())
                .routing(HttpRouting.builder().any(door));
        certificate.ifPresent(shown -> web.putSocket(
                HTTPS,
                ListenerConfig.builder()
                        .name(HTTPS)
                        .host(settings.host())
                        .port(settings.httpsPort().orElseThrow())
                        .directHandlers(FrontDoor.transportProblems())
                        .addConnectionSelector(http1())
                        .routing(HttpRouting.builder().any(door))
                        .tls(Tls.builder()
                                .privateKey(shown.key())
                                .privateKeyCertChain(shown.chain())
                                .build())
                        .build()));
        return web;
    }

    private static Http1ConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .sendKeepAliveHeader(false) // HTTP/1.1 keeps connections anyway
                        .maxHeadersSize(32 * 1024) // tokens of users with many groups are long
                        .maxPrologueLength(16 * 1024) // and so are query strings with filters
                        .build())
                .build();
    }

    private String hostInUri() {
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return shown.contains(":") ? "[" + shown + "]" : shown;
    }
}

package dev.lightmeter.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID provider on a free port: publishes its keys and signs whatever a test wants signed. */
public final class TestIssuer implements AutoCloseable {

    public static final String AUDIENCE = "https://api.securitycenter.microsoft.com";

    public static final RSAKey RSA = rsa("rsa-1");
    public static final ECKey EC = ec("ec-1");

    /** Carries the id of a published key and is another key. */
    public static final RSAKey IMPOSTOR = rsa("rsa-1");

    private final HttpServer web;
    private final Instant now;
    private final AtomicInteger keyRequests = new AtomicInteger();

    public TestIssuer(Instant now) {
        this.now = now;
        try {
            web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        serve("/keys", new JWKSet(List.of(RSA, EC)).toString(true));
        serve("/.well-known/openid-configuration", "{\"issuer\":\"" + name() + "\",\"jwks_uri\":\"" + keys() + "\"}");
        web.start();
    }

    public String name() {
        return "http://" + authority();
    }

    public URI keys() {
        return URI.create("http://" + authority() + "/keys");
    }

    public URI metadata() {
        return URI.create("http://" + authority() + "/.well-known/openid-configuration");
    }

    /** How often somebody asked for the keys. */
    public int keyRequests() {
        return keyRequests.get();
    }

    /** Claims of a good application token, to be changed by a test. */
    public JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("appid", "client-7")
                .claim("oid", "object-7")
                .claim("tid", "tenant-7")
                .claim("roles", List.of("Score.Read.All"));
    }

    public static String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, RSA);
    }

    public static String sign(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            return sign(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWTClaimsSet.Builder claims, ECKey key) {
        try {
            return sign(claims, JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private String authority() {
        return "127.0.0.1:" + web.getAddress().getPort();
    }

    private void serve(String path, String text) {
        web.createContext(path, exchange -> {
            if (path.equals("/keys")) keyRequests.incrementAndGet();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        web.stop(0);
    }
}

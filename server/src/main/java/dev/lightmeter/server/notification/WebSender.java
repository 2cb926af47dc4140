package dev.lightmeter.server.notification;

import dev.lightmeter.storage.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts JSON to the address of a webhook or of a chat. It never goes where an answer points to: the address is the operator's
 * own, and so is the signature.
 */
final class WebSender implements ChannelSender {

    static final String SIGNATURE = "Lightmeter-Signature";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    private final URI address;
    private final String contentType;
    private final Optional<byte[]> secret;

    private WebSender(URI address, String contentType, Optional<byte[]> secret) {
        this.address = address;
        this.contentType = contentType;
        this.secret = secret;
    }

    /** Sends CloudEvents, signed if there is a secret. */
    static WebSender ofEvents(URI address, Optional<String> secret) {
        return new WebSender(
                address,
                "application/cloudevents+json; charset=utf-8",
                secret.map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends messages to a chat. */
    static WebSender ofChat(URI address) {
        return new WebSender(address, "application/json; charset=utf-8", Optional.empty());
    }

    @Override
    public Attempt send(Delivery message) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
        secret.ifPresent(key -> request.header(SIGNATURE, "sha256=" + signature(key, body)));
        try {
            HttpResponse<Void> answer = HTTP.send(request.build(), BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status / 100 == 2) return new Attempt.Sent();
            return new Attempt.Failed(
                    status / 100 == 3
                            ? "answered with status " + status + ", which points elsewhere; that is not followed"
                            : "answered with status " + status);
        } catch (IOException e) {
            return new Attempt.Failed("does not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed("interrupted because the server stops");
        }
    }

    /** HMAC-SHA256 of a body in hexadecimal digits. */
    static String signature(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
        }
    }
}

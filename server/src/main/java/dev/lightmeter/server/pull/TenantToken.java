package dev.lightmeter.server.pull;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.lightmeter.server.config.PullSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The token for a tenant, by client credentials; a new one is asked for shortly before the old one ends. For one thread. */
final class TenantToken {

    private static final int CONNECT_MILLISECONDS = 20_000;
    private static final int ANSWER_MILLISECONDS = 60_000;
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final URI endpoint;
    private final TokenRequest request;
    private final Patience patience;
    private final Clock clock;
    private String value = "";
    private Instant usableUntil = Instant.MIN;

    TenantToken(PullSettings settings, String secret, Patience patience, Clock clock) {
        String authority = settings.authority().toString().replaceAll("/+$", "");
        this.endpoint = URI.create(authority + "/" + settings.tenant().orElseThrow() + "/oauth2/v2.0/token");
        this.request = new TokenRequest.Builder(
                        endpoint,
                        new ClientSecretPost(new ClientID(settings.clientId().orElseThrow()), new Secret(secret)),
                        new ClientCredentialsGrant())
                .scope(Scope.parse(settings.scope()))
                .build();
        this.patience = patience;
        this.clock = clock;
    }

    String value() {
        if (!clock.instant().isBefore(usableUntil)) renew();
        return value;
    }

    /** The tenant no longer takes this one. */
    void forget() {
        usableUntil = Instant.MIN;
    }

    private void renew() {
        try {
            TokenResponse answer = TokenResponse.parse(send());
            if (!answer.indicatesSuccess()) {
                throw new PullException(endpoint + " gives no token: "
                        + answer.toErrorResponse().getErrorObject().getDescription());
            }
            AccessTokenResponse success = answer.toSuccessResponse();
            AccessToken token = success.getTokens().getAccessToken();
            value = token.getValue();
            Duration life = Duration.ofSeconds(token.getLifetime());
            usableUntil = clock.instant().plus(life.compareTo(MARGIN) > 0 ? life.minus(MARGIN) : life);
        } catch (ParseException e) {
            throw new PullException(endpoint + " gives no token: its answer cannot be read", e);
        }
    }

    private HTTPResponse send() {
        for (int attempt = 1; ; attempt++) {
            try {
                HTTPRequest http = request.toHTTPRequest();
                http.setConnectTimeout(CONNECT_MILLISECONDS);
                http.setReadTimeout(ANSWER_MILLISECONDS);
                http.setFollowRedirects(false); // the secret goes nowhere else
                HTTPResponse response = http.send();
                boolean busy = response.getStatusCode() == 429 || response.getStatusCode() >= 500;
                if (!busy || attempt == Patience.ATTEMPTS) return response;
            } catch (IOException e) {
                if (attempt == Patience.ATTEMPTS) {
                    throw new PullException(endpoint + " does not answer: " + e.getMessage(), e);
                }
            }
            patience.pause(attempt, Optional.empty());
        }
    }
}

package dev.lightmeter.server.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose tokens count beside those of the embedded authority.
 *
 * @param audiences names of this API beside those that Defender clients use
 */
public record AuthSettings(List<Issuer> issuers, List<String> audiences) {

    public static final AuthSettings DEFAULTS = new AuthSettings(List.of(), List.of());

    /**
     * An OpenID provider.
     *
     * @param names the {@code iss} claims of its tokens
     * @param keys where its public keys are
     * @param audiences empty for those of {@link AuthSettings}
     * @param tenant the {@code tid} claim that its tokens must carry
     * @param limits by the id of an application, the names of the only device groups that it may see when it calls for
     *     itself; the others see all
     */
    public record Issuer(
            List<String> names,
            Keys keys,
            List<String> audiences,
            Optional<String> tenant,
            Map<String, List<String>> limits) {
        public Issuer {
            limits = Map.copyOf(limits);
            names = List.copyOf(names);
            audiences = List.copyOf(audiences);
            if (names.isEmpty()) throw new IllegalArgumentException("a trusted issuer needs a name");
        }

        /** A tenant of Entra ID: both of its issuer names, and the keys that it announces. */
        public static Issuer entra(String tenant, List<String> audiences, Map<String, List<String>> limits) {
            String login = "https://login.microsoftonline.com/" + tenant;
            return new Issuer(
                    List.of("https://sts.windows.net/" + tenant + "/", login + "/v2.0"),
                    new Keys.Announced(URI.create(login + "/v2.0/.well-known/openid-configuration")),
                    audiences,
                    Optional.of(tenant),
                    limits);
        }
    }

    /** Where the public keys of an issuer are. */
    public sealed interface Keys {
        /** At the address of a JSON web key set. */
        record Set(URI address) implements Keys {}

        /** At the address that an OpenID metadata document names. */
        record Announced(URI metadata) implements Keys {}
    }

    public AuthSettings {
        issuers = List.copyOf(issuers);
        audiences = List.copyOf(audiences);
    }
}

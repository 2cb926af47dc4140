package dev.lightmeter.server;

import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.auth.RemoteKeys;
import dev.lightmeter.server.auth.TrustedIssuer;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.config.AuthSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The issuers whose tokens count: the embedded authority and those that the operator trusts. */
final class Issuers {

    private Issuers() {}

    static List<TrustedIssuer> all(AuthSettings settings, Authority authority, Audiences audiences, Clock clock) {
        List<TrustedIssuer> issuers = new ArrayList<>();
        issuers.add(authority.asIssuer(audiences));
        for (AuthSettings.Issuer issuer : settings.issuers()) {
            RemoteKeys keys =
                    switch (issuer.keys()) {
                        case AuthSettings.Keys.Set(var address) -> RemoteKeys.at(address, clock);
                        case AuthSettings.Keys.Announced(var metadata) -> RemoteKeys.announcedAt(metadata, clock);
                    };
            issuers.add(new TrustedIssuer(
                    issuer.names().getFirst(),
                    issuer.names()::contains,
                    issuer.audiences().isEmpty() ? audiences : Audiences.of(issuer.audiences()),
                    issuer.tenant(),
                    keys,
                    issuer.limits()));
        }
        return issuers;
    }
}

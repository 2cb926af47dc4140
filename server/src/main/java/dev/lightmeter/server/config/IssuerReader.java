package dev.lightmeter.server.config;

import dev.lightmeter.server.config.AuthSettings.Issuer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code auth.issuers}. */
final class IssuerReader {

    private static final Set<String> KNOWN =
            Set.of("issuer", "jwks", "metadata", "audiences", "tenant", "applications");
    private static final String METADATA = ".well-known/openid-configuration";

    private IssuerReader() {}

    static List<Issuer> read(YamlValue value) {
        return value.list().stream().map(IssuerReader::issuer).toList();
    }

    private static Issuer issuer(YamlValue value) {
        Map<String, YamlValue> fields = value.fields(KNOWN);
        YamlValue jwks = fields.get("jwks");
        YamlValue metadata = fields.get("metadata");
        if (jwks != null && metadata != null) throw value.refuse("must hold 'jwks' or 'metadata', not both");
        Optional<String> tenant = Optional.ofNullable(fields.get("tenant")).map(YamlValue::text);
        List<String> audiences = Optional.ofNullable(fields.get("audiences"))
                .map(YamlValue::texts)
                .orElse(List.of());
        Map<String, List<String>> limits = limits(fields.get("applications"));
        YamlValue named = fields.get("issuer");
        if (named == null) {
            if (tenant.isEmpty() || jwks != null || metadata != null) throw value.refuse("lacks the key 'issuer'");
            return Issuer.entra(tenant.get(), audiences, limits);
        }
        // Entra ID writes its issuer with a placeholder where its documents serve many tenants
        String issuer = named.text().replace("{tenantid}", tenant.orElse("{tenantid}"));
        AuthSettings.Keys keys;
        if (jwks != null) {
            keys = new AuthSettings.Keys.Set(safe(jwks, jwks.webAddress()));
        } else if (metadata != null) {
            keys = new AuthSettings.Keys.Announced(safe(metadata, metadata.webAddress()));
        } else {
            URI home = named.webAddress();
            String slash = home.toString().endsWith("/") ? "" : "/";
            keys = new AuthSettings.Keys.Announced(safe(named, URI.create(home + slash + METADATA)));
        }
        return new Issuer(List.of(issuer), keys, audiences, tenant, limits);
    }

    /** By the id of each application in lower case, as token libraries differ, the device groups that it may see. */
    private static Map<String, List<String>> limits(@Nullable YamlValue value) {
        Map<String, List<String>> limits = new LinkedHashMap<>();
        if (value == null) return limits;
        for (YamlValue element : value.list()) {
            Map<String, YamlValue> fields = element.fields(Set.of("id", "device-groups"));
            YamlValue id = fields.get("id");
            YamlValue groups = fields.get("device-groups");
            if (id == null) throw element.refuse("lacks the key 'id'");
            if (groups == null) throw element.refuse("lacks the key 'device-groups'");
            if (limits.put(id.text().toLowerCase(Locale.ROOT), groups.texts()) != null) {
                throw id.refuse("stands there twice");
            }
        }
        return limits;
    }

    /** Who can change the keys on their way to us can sign tokens, so they come over HTTPS or from this machine. */
    private static URI safe(YamlValue value, URI address) {
        boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
        if (address.getScheme().equalsIgnoreCase("https") || local) return address;
        throw value.refuse("must start with https:// unless it is on this machine, got '" + address + "'");
    }
}

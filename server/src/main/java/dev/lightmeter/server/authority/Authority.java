package dev.lightmeter.server.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.TrustedIssuer;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import dev.lightmeter.server.user.Users;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A small identity provider for sites without one: knows clients by id and secret and signs their tokens. Its state lies
 * in the folder {@code authority} of the data folder; whoever can read that folder can make tokens.
 */
public final class Authority {

    /** How long a token lives that a client asked for. */
    static final Duration LIFETIME = Duration.ofSeconds(3599);

    /** Issuer of tokens made on the command line, which does not know under which address the server is reached. */
    private static final String LOCAL_BASE = "http://localhost";

    private static final Duration LONGEST_MINTED = Duration.ofHours(24);

    /** The id of a tenant, or a domain name. */
    private static final Pattern TENANT =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final SecretFolder folder;
    private final ClientRegistry clients;
    private final Users users;
    private final ClientSecrets secrets;
    private final SigningKey key;
    private final Clock clock;

    private Authority(SecretFolder folder, ClientSecrets secrets, SigningKey key, Clock clock) {
        this.folder = folder;
        this.clients = ClientRegistry.open(folder);
        this.users = new Users(folder, clock);
        this.secrets = secrets;
        this.key = key;
        this.clock = clock;
    }

    /** Opens the authority of a data folder, creating tenant and key on first use. A {@link SecretException} says why not. */
    public static Authority open(Path dataFolder, Clock clock) {
        SecretFolder folder = SecretFolder.open(dataFolder.resolve("authority"));
        return new Authority(folder, new ClientSecrets(new SecureRandom()), SigningKey.open(folder), clock);
    }

    /** The id of the one tenant that this authority serves. */
    public UUID tenant() {
        return clients.tenant();
    }

    /** The people who may sign in. */
    public Users users() {
        return users;
    }

    /** Adds a client whose tokens carry these application roles. */
    public NewClient createClient(String name, List<String> roles) {
        return createClient(new ClientDraft(name, roles, Optional.empty(), Optional.empty()));
    }

    /** Adds a client with a secret. */
    public NewClient createClient(ClientDraft draft) {
        String secret = secrets.make();
        Client client = add(draft, Optional.of(secrets.hash(secret)));
        return new NewClient(client.id(), secret);
    }

    /** Adds a client without a secret: a program on people's machines, which signs them in. */
    public Client createPublicClient(ClientDraft draft) {
        return add(draft, Optional.empty());
    }

    private Client add(ClientDraft draft, Optional<String> secretHash) {
        Client client = new Client(
                UUID.randomUUID(),
                UUID.randomUUID(),
                draft.name(),
                secretHash,
                draft.roles(),
                draft.deviceGroups(),
                draft.signingIn());
        clients.add(client);
        return client;
    }

    public List<Client> clients() {
        return clients.clients();
    }

    /** Changes what an operator may say of a client; empty if there is none of this id. */
    public Optional<Client> changeClient(UUID id, UnaryOperator<ClientDraft> change) {
        return clients.change(id, client -> {
            ClientDraft draft = change.apply(
                    new ClientDraft(client.name(), client.roles(), client.deviceGroups(), client.signingIn()));
            return new Client(
                    client.id(),
                    client.objectId(),
                    draft.name(),
                    client.secretHash(),
                    draft.roles(),
                    draft.deviceGroups(),
                    draft.signingIn());
        });
    }

    /** Gives a client with a secret another one, which ends the old; empty if there is no such client. */
    public Optional<NewClient> renewSecret(UUID id) {
        String secret = secrets.make();
        String hash = secrets.hash(secret);
        return clients.change(id, client -> client.isPublic() ? client : client.withSecretHash(hash))
                .filter(client -> !client.isPublic())
                .map(client -> new NewClient(client.id(), secret));
    }

    /** True if there was a client of this id. */
    public boolean removeClient(UUID id) {
        return clients.remove(id);
    }

    /** A token for whoever can read the data folder, at most for a day, good for this server alone. */
    public String mint(Caller caller, Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_MINTED) > 0) {
            throw new IllegalArgumentException("a token may live up to " + LONGEST_MINTED + ", got " + lifetime);
        }
        return sign(TokenShape.V2.claims(caller, LOCAL_BASE, tenant()).audience(Audiences.OWN), lifetime);
    }

    /**
     * Our own tokens as the door sees them. The address in {@code iss} is the one under which the client saw us when it
     * asked: localhost or a name, http or https, before or after a change of the public address. It proves nothing, the
     * signature by our own key does; so only the path of the issuer, which holds the tenant, is compared.
     */
    public TrustedIssuer asIssuer(Audiences audiences) {
        return new TrustedIssuer(
                "the embedded authority",
                this::isOwnIssuer,
                audiences,
                Optional.of(tenant().toString()),
                (selector, context) -> selector.select(publicKeys()),
                Map.of()); // a client carries its limit itself
    }

    /** Empty if the tenant named in an address is ours, else the error to answer with. */
    Optional<TokenError> refuse(String tenantInAddress) {
        if (tenantInAddress.equalsIgnoreCase(tenant().toString())) return Optional.empty();
        return Optional.of(
                TENANT.matcher(tenantInAddress).matches()
                        ? TokenError.unknownTenant(tenantInAddress)
                        : TokenError.malformedTenant(tenantInAddress));
    }

    Optional<Client> client(String id) {
        return clients.find(id);
    }

    /** The client that sent a request, if it has shown its secret, or has none; else a {@link TokenRefusal}. */
    Client prove(TokenRequest request) {
        if (request.clientId().isEmpty()) throw new TokenRefusal(TokenError.missing("client_id"));
        Client client = client(request.clientId())
                .orElseThrow(() -> new TokenRefusal(TokenError.unknownClient(request.clientId())));
        if (client.secretHash().isEmpty()) {
            if (!request.secret().isEmpty()) throw new TokenRefusal(TokenError.secretOfPublicClient());
            return client;
        }
        if (request.secret().isEmpty()) throw new TokenRefusal(TokenError.noSecret());
        if (!secrets.matches(request.secret(), client.secretHash().get())) {
            throw new TokenRefusal(TokenError.wrongSecret(request.clientId()));
        }
        return client;
    }

    /** Where the authority keeps its files. */
    SecretFolder folder() {
        return folder;
    }

    JWKSet publicKeys() {
        return key.publicKeys();
    }

    /** The token that a client gets that proved who it is. */
    String tokenFor(Client client, TokenShape shape, String base, String audience) {
        Caller caller = Caller.application(
                client.id().toString(), client.objectId().toString(), tenant().toString(), client.roles());
        Caller limited = client.deviceGroups().map(caller::limitedTo).orElse(caller);
        return sign(shape.claims(limited, base, tenant()).audience(audience), LIFETIME);
    }

    /** Puts the times into claims and signs them. */
    String sign(JWTClaimsSet.Builder claims, Duration lifetime) {
        RSAKey signer = key.get();
        Instant now = clock.instant();
        claims.issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("uti", UUID.randomUUID().toString());
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(signer.getKeyID())
                .build();
        try {
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(signer));
            return token.serialize();
        } catch (JOSEException e) {
            throw new SecretException("The signing key cannot sign", e);
        }
    }

    private boolean isOwnIssuer(String issuer) {
        try {
            String path = URI.create(issuer).getPath();
            if (path == null) return false;
            String plain = path.toLowerCase(Locale.ROOT);
            String tenant = "/" + tenant();
            return plain.equals(tenant + "/") || plain.equals(tenant + "/v2.0");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

package dev.lightmeter.server.authority;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** Lists and changes the programs that may ask for tokens. A secret is told when it is made and never again. */
public final class ClientResource {

    private static final String NAME = "name";
    private static final String ROLES = "roles";
    private static final String DEVICE_GROUPS = "deviceGroups";
    private static final String SIGNING_IN = "signingIn";
    private static final String PUBLIC = "public";
    private static final Set<String> CHANGEABLE = Set.of(NAME, ROLES, DEVICE_GROUPS, SIGNING_IN);
    private static final Set<String> NEW = Set.of(NAME, ROLES, DEVICE_GROUPS, SIGNING_IN, PUBLIC);
    private static final String REDIRECT_URIS = "redirectUris";
    private static final String SCOPES = "scopes";
    private static final String PASSWORDS = "passwords";

    private final Authority authority;
    private final AuditLog audit;

    public ClientResource(Authority authority, AuditLog audit) {
        this.authority = authority;
        this.audit = audit;
    }

    /** {@code GET /lightmeter/v1/clients}. */
    public Reply list(Call call) {
        return Reply.json(200, Json.object(json -> {
            json.writeName("clients");
            json.writeStartArray();
            for (Client client : authority.clients()) {
                json.writeStartObject();
                write(client, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** {@code GET /lightmeter/v1/clients/{id}}. */
    public Reply one(Call call) {
        return Reply.json(200, Json.object(json -> write(wanted(call), json)));
    }

    /** {@code POST /lightmeter/v1/clients}. The answer holds the secret, unless the client is public. */
    public Reply add(Call call) {
        JsonBody body = JsonBody.of(call, NEW);
        ClientDraft draft = valid(() -> new ClientDraft(
                body.requiredText(NAME),
                List.copyOf(body.texts(ROLES).orElse(Set.of())),
                body.texts(DEVICE_GROUPS),
                signingIn(body)));
        if (body.truth(PUBLIC).orElse(false)) {
            Client added = valid(() -> authority.createPublicClient(draft));
            tell(call, "added", added.id());
            return Reply.json(201, Json.object(json -> write(added, json)));
        }
        NewClient added = valid(() -> authority.createClient(draft));
        tell(call, "added", added.id());
        Client client = authority.client(added.id().toString()).orElseThrow(() -> unknown(call));
        return Reply.json(201, Json.object(json -> {
            write(client, json);
            json.writeStringProperty("secret", added.secret());
        }));
    }

    /** {@code PATCH /lightmeter/v1/clients/{id}}: the fields that are there; null takes a limit or sign-in away. */
    public Reply change(Call call) {
        JsonBody body = JsonBody.of(call, CHANGEABLE);
        UUID id = wanted(call).id();
        Client changed = valid(() -> authority.changeClient(
                        id,
                        draft -> new ClientDraft(
                                body.text(NAME).orElse(draft.name()),
                                body.texts(ROLES).map(List::copyOf).orElse(draft.roles()),
                                body.has(DEVICE_GROUPS) ? body.texts(DEVICE_GROUPS) : draft.deviceGroups(),
                                body.has(SIGNING_IN) ? signingIn(body) : draft.signingIn())))
                .orElseThrow(() -> unknown(call));
        tell(call, "changed", id);
        return Reply.json(200, Json.object(json -> write(changed, json)));
    }

    /** {@code POST /lightmeter/v1/clients/{id}/secret}: another secret, which ends the one before. */
    public Reply renewSecret(Call call) {
        UUID id = wanted(call).id();
        NewClient renewed = authority
                .renewSecret(id)
                .orElseThrow(
                        () -> new ProblemException(new Problem(400, "InvalidInput", "A public client has no secret")));
        tell(call, "secret-renewed", id);
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("id", id.toString());
            json.writeStringProperty("secret", renewed.secret());
        }));
    }

    /** {@code DELETE /lightmeter/v1/clients/{id}}. */
    public Reply remove(Call call) {
        UUID id = wanted(call).id();
        if (!authority.removeClient(id)) throw unknown(call);
        tell(call, "removed", id);
        return Reply.empty(204);
    }

    private static Optional<SigningIn> signingIn(JsonBody body) {
        return body.object(SIGNING_IN, Set.of(REDIRECT_URIS, SCOPES, PASSWORDS))
                .map(fields -> new SigningIn(
                        fields.texts(REDIRECT_URIS).orElse(Set.of()).stream()
                                .map(RedirectUri::of)
                                .toList(),
                        fields.texts(SCOPES).orElse(Role.READER.scopes()),
                        fields.truth(PASSWORDS).orElse(false)));
    }

    private Client wanted(Call call) {
        return authority.client(call.parameter("id")).orElseThrow(() -> unknown(call));
    }

    private static ProblemException unknown(Call call) {
        return new ProblemException(
                new Problem(404, "ResourceNotFound", "There is no client '" + call.parameter("id") + "'"));
    }

    /** What a client cannot be is a problem of the request. */
    private static <T> T valid(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem(400, "InvalidInput", String.valueOf(e.getMessage())));
        }
    }

    private void tell(Call call, String what, UUID client) {
        audit.record(call.knownCaller(), "client." + what, client.toString(), "");
    }

    private static void write(Client client, JsonGenerator json) {
        json.writeStringProperty("id", client.id().toString());
        json.writeStringProperty("objectId", client.objectId().toString());
        json.writeStringProperty(NAME, client.name());
        json.writeBooleanProperty(PUBLIC, client.isPublic());
        Json.writeTexts(json, ROLES, client.roles());
        client.deviceGroups()
                .ifPresentOrElse(
                        names -> Json.writeTexts(json, DEVICE_GROUPS, names),
                        () -> json.writeNullProperty(DEVICE_GROUPS));
        json.writeName(SIGNING_IN);
        client.signingIn().ifPresentOrElse(allowed -> write(allowed, json), json::writeNull);
    }

    private static void write(SigningIn allowed, JsonGenerator json) {
        json.writeStartObject();
        Json.writeTexts(
                json,
                REDIRECT_URIS,
                allowed.redirectUris().stream().map(RedirectUri::toString).toList());
        Json.writeTexts(json, SCOPES, allowed.scopes());
        json.writeBooleanProperty(PASSWORDS, allowed.passwords());
        json.writeEndObject();
    }
}

package dev.lightmeter.server.user;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.Users.NewUser;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;

/** Lists and changes the people who may sign in. Tells everything about them but what a password could be found by. */
public final class UserResource {

    /** Who may give rights to others takes a permission of their own. */
    public static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Manage.All", "Lightmeter.Manage"));

    private static final Set<String> CHANGEABLE = Set.of("displayName", "role", "permissions", "groups", "enabled");
    private static final Set<String> NEW =
            Set.of("userName", "displayName", "role", "permissions", "groups", "password");

    private final Users users;
    private final AuditLog audit;

    public UserResource(Users users, AuditLog audit) {
        this.users = users;
        this.audit = audit;
    }

    /** {@code GET /lightmeter/v1/users}. */
    public Reply list(Call call) {
        return Reply.json(200, Json.object(json -> {
            json.writeName("users");
            json.writeStartArray();
            for (User user : users.all()) {
                json.writeStartObject();
                write(user, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** {@code GET /lightmeter/v1/users/{id}}. */
    public Reply one(Call call) {
        return Reply.json(200, document(wanted(call)));
    }

    /** {@code POST /lightmeter/v1/users}. */
    public Reply add(Call call) {
        JsonBody body = JsonBody.of(call, NEW);
        String userName = body.requiredText("userName");
        String password = body.requiredText("password");
        User added = valid(() -> users.add(
                new NewUser(
                        userName,
                        body.text("displayName").orElse(userName),
                        Role.of(body.text("role").orElse(Role.NONE.word())),
                        body.texts("permissions").orElse(Set.of()),
                        body.texts("groups").orElse(Set.of())),
                password));
        tell(call, "added", added.id());
        return Reply.json(201, document(added));
    }

    /** {@code PATCH /lightmeter/v1/users/{id}}: the fields that are there. */
    public Reply change(Call call) {
        JsonBody body = JsonBody.of(call, CHANGEABLE);
        UnaryOperator<User> change = user -> {
            User changed = body.text("displayName").map(user::withDisplayName).orElse(user);
            changed = body.text("role").map(Role::of).map(changed::withRole).orElse(changed);
            changed = body.texts("permissions").map(changed::withPermissions).orElse(changed);
            changed = body.texts("groups").map(changed::withGroups).orElse(changed);
            return body.truth("enabled").map(changed::withEnabled).orElse(changed);
        };
        UUID id = wanted(call).id();
        User changed = valid(() -> users.change(id, change)).orElseThrow(() -> unknown(call));
        tell(call, "changed", id);
        return Reply.json(200, document(changed));
    }

    /** {@code POST /lightmeter/v1/users/{id}/password}. */
    public Reply setPassword(Call call) {
        String password = JsonBody.of(call, Set.of("password")).requiredText("password");
        UUID id = wanted(call).id();
        var _ = valid(() -> users.setPassword(id, password)).orElseThrow(() -> unknown(call));
        tell(call, "password-set", id);
        return Reply.empty(204);
    }

    /** {@code DELETE /lightmeter/v1/users/{id}}. */
    public Reply remove(Call call) {
        UUID id = wanted(call).id();
        if (!users.remove(id)) throw unknown(call);
        tell(call, "removed", id);
        return Reply.empty(204);
    }

    private User wanted(Call call) {
        return users.find(idOrName(call)).orElseThrow(() -> unknown(call));
    }

    private static String idOrName(Call call) {
        return FormFields.unescape(call.parameter("id").replace("+", "%2B")); // in a path a plus is a plus
    }

    private static ProblemException unknown(Call call) {
        return new ProblemException(new Problem(404, "ResourceNotFound", "There is no user '" + idOrName(call) + "'"));
    }

    /** What a user cannot be is a problem of the request. */
    private static <T> T valid(Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem(400, "InvalidInput", String.valueOf(e.getMessage())));
        }
    }

    private void tell(Call call, String what, UUID user) {
        audit.record(call.knownCaller(), "user." + what, user.toString(), "");
    }

    private static byte[] document(User user) {
        return Json.object(json -> write(user, json));
    }

    private static void write(User user, JsonGenerator json) {
        json.writeStringProperty("id", user.id().toString());
        json.writeStringProperty("userName", user.userName());
        json.writeStringProperty("displayName", user.displayName());
        json.writeStringProperty("role", user.role().word());
        Json.writeTexts(json, "permissions", user.permissions());
        Json.writeTexts(json, "groups", user.groups());
        json.writeBooleanProperty("enabled", user.enabled());
        json.writeStringProperty("passwordSet", user.passwordSet().toString());
    }
}

package dev.lightmeter.server.authority;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The tenant's id and its clients, in one small file. The file is the truth and is read each time: another process, the
 * command line, may have added a client, and token requests are rare.
 */
final class ClientRegistry {

    private static final String FILE = "clients.json";

    private final SecretFolder folder;
    private final UUID tenant;

    /** What the file holds. */
    private record Content(UUID tenant, List<Client> clients) {}

    private ClientRegistry(SecretFolder folder, UUID tenant) {
        this.folder = folder;
        this.tenant = tenant;
    }

    static ClientRegistry open(SecretFolder folder) {
        Content content = folder.exclusively(() -> read(folder).orElseGet(() -> {
            Content fresh = new Content(UUID.randomUUID(), List.of());
            write(folder, fresh);
            return fresh;
        }));
        return new ClientRegistry(folder, content.tenant);
    }

    UUID tenant() {
        return tenant;
    }

    List<Client> clients() {
        return read(folder).map(Content::clients).orElse(List.of());
    }

    Optional<Client> find(String id) {
        return clients().stream()
                .filter(client -> client.id().toString().equalsIgnoreCase(id))
                .findFirst();
    }

    void add(Client client) {
        folder.exclusively(() -> {
            List<Client> all = new ArrayList<>(clients());
            all.add(client);
            write(folder, new Content(tenant, all));
            return all.size();
        });
    }

    /** Changes a client; empty if there is none of this id. */
    Optional<Client> change(UUID id, UnaryOperator<Client> change) {
        return folder.exclusively(() -> {
            List<Client> all = new ArrayList<>(clients());
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).id().equals(id)) continue;
                Client changed = change.apply(all.get(i));
                all.set(i, changed);
                write(folder, new Content(tenant, all));
                return Optional.of(changed);
            }
            return Optional.empty();
        });
    }

    /** True if there was a client of this id. */
    boolean remove(UUID id) {
        return folder.exclusively(() -> {
            List<Client> all = new ArrayList<>(clients());
            boolean removed = all.removeIf(client -> client.id().equals(id));
            if (removed) write(folder, new Content(tenant, all));
            return removed;
        });
    }

    private static Optional<Content> read(SecretFolder folder) {
        return folder.read(FILE).map(text -> {
            try {
                Map<String, Object> file = JSONObjectUtils.parse(text);
                List<Client> clients = new ArrayList<>();
                for (Map<String, Object> client : JSONObjectUtils.getJSONObjectArray(file, "clients")) {
                    clients.add(client(client));
                }
                return new Content(UUID.fromString(text(file, "tenant")), clients);
            } catch (ParseException | IllegalArgumentException | NullPointerException e) {
                throw new SecretException(
                        "The file " + folder.path(FILE) + " is not a list of clients: " + e.getMessage(), e);
            }
        });
    }

    private static Client client(Map<String, Object> json) throws ParseException {
        Map<String, Object> signingIn = JSONObjectUtils.getJSONObject(json, "signingIn");
        List<String> deviceGroups = JSONObjectUtils.getStringList(json, "deviceGroups");
        return new Client(
                UUID.fromString(text(json, "id")),
                UUID.fromString(text(json, "objectId")),
                text(json, "name"),
                Optional.ofNullable(JSONObjectUtils.getString(json, "secretHash")),
                texts(json, "roles"),
                Optional.ofNullable(deviceGroups).map(LinkedHashSet::new),
                signingIn == null ? Optional.empty() : Optional.of(signingIn(signingIn)));
    }

    private static SigningIn signingIn(Map<String, Object> json) throws ParseException {
        return new SigningIn(
                texts(json, "redirectUris").stream().map(RedirectUri::of).toList(),
                new LinkedHashSet<>(texts(json, "scopes")),
                JSONObjectUtils.getBoolean(json, "passwords"));
    }

    private static List<String> texts(Map<String, Object> object, String name) throws ParseException {
        return Objects.requireNonNull(JSONObjectUtils.getStringList(object, name), name);
    }

    private static String text(Map<String, Object> object, String name) throws ParseException {
        String value = JSONObjectUtils.getString(object, name);
        if (value == null) throw new ParseException("'" + name + "' is missing", 0);
        return value;
    }

    private static void write(SecretFolder folder, Content content) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("tenant", content.tenant.toString());
        file.put("clients", content.clients.stream().map(ClientRegistry::asJson).toList());
        folder.write(FILE, JSONObjectUtils.toJSONString(file));
    }

    private static Map<String, Object> asJson(Client client) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", client.id().toString());
        json.put("objectId", client.objectId().toString());
        json.put("name", client.name());
        client.secretHash().ifPresent(hash -> json.put("secretHash", hash));
        json.put("roles", client.roles());
        client.deviceGroups().ifPresent(names -> json.put("deviceGroups", List.copyOf(names)));
        client.signingIn().ifPresent(allowed -> json.put("signingIn", asJson(allowed)));
        return json;
    }

    private static Map<String, Object> asJson(SigningIn allowed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "redirectUris",
                allowed.redirectUris().stream().map(RedirectUri::toString).toList());
        json.put("scopes", List.copyOf(allowed.scopes()));
        json.put("passwords", allowed.passwords());
        return json;
    }
}

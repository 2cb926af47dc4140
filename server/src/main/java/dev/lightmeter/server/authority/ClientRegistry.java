package dev.lightmeter.server.authority;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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

    private static Optional<Content> read(SecretFolder folder) {
        return folder.read(FILE).map(text -> {
            try {
                Map<String, Object> file = JSONObjectUtils.parse(text);
                List<Client> clients = new ArrayList<>();
                for (Map<String, Object> client : JSONObjectUtils.getJSONObjectArray(file, "clients")) {
                    clients.add(new Client(
                            UUID.fromString(text(client, "id")),
                            UUID.fromString(text(client, "objectId")),
                            text(client, "name"),
                            text(client, "secretHash"),
                            Objects.requireNonNull(JSONObjectUtils.getStringList(client, "roles"))));
                }
                return new Content(UUID.fromString(text(file, "tenant")), clients);
            } catch (ParseException | IllegalArgumentException | NullPointerException e) {
                throw new SecretException(
                        "The file " + folder.path(FILE) + " is not a list of clients: " + e.getMessage(), e);
            }
        });
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
        json.put("secretHash", client.secretHash());
        json.put("roles", client.roles());
        return json;
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rows of a dump mean that devices name by their numbers. */
final class NetBoxTables {

    private static final Set<String> NAMED = Set.of(
            "dcim.platform",
            "dcim.devicerole",
            "dcim.site",
            "tenancy.tenant",
            "extras.tag",
            "virtualization.cluster",
            "ipam.ipaddress");

    /** Bounds the memory: about a million names. */
    private static final long MOST_CHARACTERS = 64_000_000;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<String>> tags = new HashMap<>();
    private long characters;

    /** A row of the dump. */
    void row(JsonReader json) throws IOException {
        String[] row = {"", ""};
        json.object(name -> {
            switch (name) {
                case "model" -> row[0] = json.label();
                case "pk" -> row[1] = json.label();
                case "fields" -> {
                    if (row[0].equals("extras.taggeditem")) tagged(json);
                    else if (NAMED.contains(row[0])) named(row[0], row[1], json);
                }
                default -> {}
            }
        });
    }

    /** The name of a row; null if there is none. */
    @Nullable
    String name(String model, @Nullable String number) {
        return number == null ? null : names.get(model + "/" + number);
    }

    /** Names of the tags of a device. */
    List<String> tags(String model, String number) {
        List<String> found = new ArrayList<>();
        for (String tag : tags.getOrDefault(model + "/" + number, List.of())) {
            String name = name("extras.tag", tag);
            if (name != null) found.add(name);
        }
        return found;
    }

    private void named(String model, String number, JsonReader json) throws IOException {
        String[] name = {""};
        json.object(field -> {
            if (field.equals("name") || field.equals("address")) name[0] = json.label();
        });
        keep(model.length() + number.length() + name[0].length());
        names.put(model + "/" + number, name[0]);
    }

    private void tagged(JsonReader json) throws IOException {
        List<String> model = new ArrayList<>();
        String[] told = {"", ""};
        json.object(field -> {
            switch (field) {
                case "contenttype" ->
                    json.array(() -> {
                        if (model.size() < 2) model.add(json.label());
                    });
                case "objectid" -> told[0] = json.label();
                case "tag" -> told[1] = json.label();
                default -> {}
            }
        });
        String key = String.join(".", model) + "/" + told[0];
        keep(key.length() + told[1].length());
        tags.computeIfAbsent(key, _ -> new ArrayList<>()).add(told[1]);
    }

    private void keep(int length) throws UnreadableException {
        characters += length;
        if (characters > MOST_CHARACTERS) throw new UnreadableException("has more names than any honest dump");
    }
}

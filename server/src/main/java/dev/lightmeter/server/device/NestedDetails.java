package dev.lightmeter.server.device;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The details of a device that are objects. The store keeps them as the JSON that the source sent. */
final class NestedDetails {

    /** An object with texts: addresses of a device, where a virtual machine runs. */
    static final Shape<Map<String, String>> IP_ADDRESS =
            shape("IpAddress", "ipAddress", "macAddress", "type", "operationalStatus");

    static final Shape<Map<String, String>> VM_METADATA =
            shape("VmMetadata", "vmId", "cloudProvider", "resourceId", "subscriptionId");

    private static final JsonFactory FACTORY = new JsonFactory();

    private NestedDetails() {}

    static List<Map<String, String>> ipAddresses(Machine machine) {
        return objects(machine.detail(DeviceDetail.IP_ADDRESSES));
    }

    static @Nullable Map<String, String> vmMetadata(Machine machine) {
        List<Map<String, String>> said = objects(machine.detail(DeviceDetail.VM_METADATA));
        return said.isEmpty() ? null : said.getFirst();
    }

    /** The objects of a list, or the one object; none if the text is something else. */
    static List<Map<String, String>> objects(@Nullable String text) {
        if (text == null) return List.of();
        List<Map<String, String>> objects = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) objects.add(object(json));
            }
            return objects;
        } catch (JacksonException e) {
            return List.of(); // a source that sends something else tells nothing
        }
    }

    private static Map<String, String> object(JsonParser json) {
        Map<String, String> texts = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) texts.put(name, json.getString());
            else json.skipChildren();
        }
        return texts;
    }

    private static Shape<Map<String, String>> shape(String type, String... names) {
        Shape<Map<String, String>> shape = Shape.named(type);
        for (String name : names) shape = shape.with(Property.text(name, texts -> texts.get(name)));
        return shape;
    }
}

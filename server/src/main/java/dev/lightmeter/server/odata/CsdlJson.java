package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Json;
import tools.jackson.core.JsonGenerator;

/** Writes the description as JSON, CSDL 4.01. */
final class CsdlJson {

    private CsdlJson() {}

    static byte[] write(Csdl csdl) {
        return Json.object(json -> {
            json.writeStringProperty("$Version", "4.01");
            json.writeStringProperty("$EntityContainer", Shape.NAMESPACE + "." + Csdl.CONTAINER);
            csdl.types().forEach((namespace, types) -> {
                json.writeName(namespace);
                json.writeStartObject();
                types.forEach((name, type) -> type(json, name, type));
                if (namespace.equals(Shape.NAMESPACE)) container(json, csdl);
                json.writeEndObject();
            });
        });
    }

    private static void type(JsonGenerator json, String name, Csdl.TypeEntry type) {
        json.writeName(name);
        json.writeStartObject();
        json.writeStringProperty("$Kind", type.key().isPresent() ? "EntityType" : "ComplexType");
        type.key().ifPresent(key -> {
            json.writeName("$Key");
            json.writeStartArray();
            json.writeString(key);
            json.writeEndArray();
        });
        for (Csdl.FieldEntry field : Csdl.fields(type)) field(json, field);
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, Csdl.FieldEntry field) {
        json.writeName(field.name());
        json.writeStartObject();
        // text is what a property holds if nothing is said
        if (!field.type().equals("Edm.String")) json.writeStringProperty("$Type", field.type());
        if (field.isCollection()) json.writeBooleanProperty("$Collection", true);
        if (field.isNullable()) json.writeBooleanProperty("$Nullable", true);
        if (field.type().equals("Edm.DateTimeOffset")) json.writeNumberProperty("$Precision", 7);
        json.writeEndObject();
    }

    private static void container(JsonGenerator json, Csdl csdl) {
        json.writeName(Csdl.CONTAINER);
        json.writeStartObject();
        json.writeStringProperty("$Kind", "EntityContainer");
        for (EntitySet<?> set : csdl.sets()) {
            json.writeName(set.name());
            json.writeStartObject();
            json.writeBooleanProperty("$Collection", true);
            json.writeStringProperty("$Type", set.shape().typeName());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}

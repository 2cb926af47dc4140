package dev.lightmeter.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes small JSON documents into bytes. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** One object; the writer fills in its properties. */
    public static byte[] object(Consumer<JsonGenerator> properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A property that is a list of texts. */
    public static void writeTexts(JsonGenerator json, String name, Iterable<String> texts) {
        json.writeName(name);
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** A text as a JSON string, quotes included. */
    public static byte[] string(String text) {
        if (isPlain(text)) return ('"' + text + '"').getBytes(StandardCharsets.US_ASCII); // nearly always
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 8);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeString(text);
        }
        return bytes.toByteArray();
    }

    /** True if every character stands for itself in JSON. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') return false;
        }
        return true;
    }
}

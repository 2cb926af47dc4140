package dev.lightmeter.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a query string or of a form, in their order. Reads what clients really send: characters that should have
 * been escaped stand for themselves, and so does a percent sign that starts no escape.
 */
public record FormFields(List<Field> fields) {

    /** One {@code name=value}, unescaped; the value of a bare name is empty. */
    public record Field(String name, String value) {}

    public FormFields {
        fields = List.copyOf(fields);
    }

    public static FormFields parse(String text) {
        if (text.isEmpty()) return new FormFields(List.of());
        List<Field> fields = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            fields.add(
                    equals < 0
                            ? new Field(unescape(pair), "")
                            : new Field(unescape(pair.substring(0, equals)), unescape(pair.substring(equals + 1))));
        }
        return new FormFields(fields);
    }

    /** The first field of this name. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    /** The first field of this name in any letter case. */
    public Optional<String> firstIgnoringCase(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    /** Undoes form encoding: plus is a blank, and two hexadecimal digits after a percent sign are a byte. */
    public static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) return text;
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int escaped = in[i] == '%' && i + 2 < in.length ? hex(in[i + 1]) << 4 | hex(in[i + 2]) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 2;
            } else {
                out.write(in[i] == '+' ? ' ' : in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}

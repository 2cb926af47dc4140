package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.query.Type;
import java.util.List;
import java.util.Locale;

/**
 * Writes rows as the files of an export have them: one object a line, names that begin with a capital letter, and nothing
 * about what is not known. Source: recordings of the live service, whose pages of JSON look otherwise.
 */
public final class LineWriter<R> {

    private static final String SYSTEM = "os";

    private final List<Field<R>> fields;
    private final byte[][] names;

    public LineWriter(Shape<R> shape) {
        this.fields = shape.fields();
        this.names = fields.stream()
                .map(field -> new JsonBuffer(64)
                        .raw(Json.string(capitalised(field.name())))
                        .raw(':')
                        .toBytes())
                .toArray(byte[][]::new);
    }

    /** One line, with its end. */
    public void write(R row, JsonBuffer json) {
        json.raw('{');
        boolean first = true;
        for (int i = 0; i < names.length; i++) {
            Field<R> field = fields.get(i);
            if (isMissing(field, row)) continue;
            if (!first) json.raw(',');
            first = false;
            json.raw(names[i]);
            field.write(row, json);
        }
        json.raw('}').raw('\n');
    }

    private static <R> boolean isMissing(Field<R> field, R row) {
        return field instanceof Field.Plain<R> plain
                && plain.property().type() != Type.TEXTS
                && plain.property().value(row) == null;
    }

    /** {@code deviceId} is {@code DeviceId}, {@code osPlatform} is {@code OSPlatform}. */
    private static String capitalised(String name) {
        if (name.startsWith(SYSTEM) && name.length() > 2 && Character.isUpperCase(name.charAt(2))) {
            return "OS" + name.substring(2);
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}

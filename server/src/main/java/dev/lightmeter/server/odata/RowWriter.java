package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.Json;
import java.util.List;

/** Writes rows as JSON objects with the same fields in the same order, every one of them, also when its value is missing. */
public final class RowWriter<R> {

    private final List<Field<R>> fields;

    /** What stands before each value: the brace or the comma, the name, the colon. */
    private final byte[][] before;

    RowWriter(List<Field<R>> fields) {
        this(fields, "");
    }

    /** @param first an annotation that stands before the fields, such as {@code "@odata.type":"#x"}; or nothing */
    RowWriter(List<Field<R>> fields, String first) {
        this.fields = List.copyOf(fields);
        this.before = new byte[fields.size()][];
        for (int i = 0; i < before.length; i++) {
            JsonBuffer start = new JsonBuffer(64);
            if (i > 0) start.raw(',');
            else if (!first.isEmpty())
                start.raw('{').raw(JsonBuffer.ascii(first)).raw(',');
            else start.raw('{');
            before[i] = start.raw(Json.string(fields.get(i).name())).raw(':').toBytes();
        }
    }

    /** One object. */
    public void write(R row, JsonBuffer json) {
        for (int i = 0; i < before.length; i++) {
            json.raw(before[i]);
            fields.get(i).write(row, json);
        }
        json.raw('}');
    }

    /** The properties alone, each with a comma before it, for an object that has begun already. */
    void continueObject(R row, JsonBuffer json) {
        for (int i = 0; i < before.length; i++) {
            if (i == 0) json.raw(',').raw(before[0], 1);
            else json.raw(before[i]);
            fields.get(i).write(row, json);
        }
    }
}

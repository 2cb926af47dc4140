package dev.lightmeter.server.odata;

import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Reader;
import dev.lightmeter.storage.query.Type;
import java.time.Instant;
import java.util.List;

/** One named part of a row as it goes on the wire. */
sealed interface Field<R> {

    String name();

    void write(R row, JsonBuffer json);

    /** A value or a list of text. */
    record Plain<R>(Property<R> property) implements Field<R> {
        @Override
        public String name() {
            return property.name();
        }

        @Override
        public void write(R row, JsonBuffer json) {
            Object value = property.value(row);
            if (property.type() == Type.TEXTS) {
                texts(value == null ? List.of() : (List<?>) value, json);
            } else if (value == null) {
                json.nothing();
            } else {
                single(value, json);
            }
        }

        private void single(Object value, JsonBuffer json) {
            switch (property.type()) {
                case TEXT, WORD -> json.string((String) value);
                case WHOLE -> json.number(((Number) value).longValue());
                case NUMBER -> json.number(((Double) value).doubleValue());
                case TRUTH -> json.truth((Boolean) value);
                case INSTANT -> json.instant((Instant) value);
                case TEXTS -> throw new IllegalArgumentException(property + " is a list");
            }
        }

        private static void texts(List<?> texts, JsonBuffer json) {
            json.raw('[');
            for (int i = 0; i < texts.size(); i++) {
                if (i > 0) json.raw(',');
                json.string((String) texts.get(i));
            }
            json.raw(']');
        }
    }

    /** An object inside the row. */
    record One<R, N>(String name, Shape<N> shape, Reader<? super R, N> value) implements Field<R> {
        @Override
        public void write(R row, JsonBuffer json) {
            N nested = value.of(row);
            if (nested == null) json.nothing();
            else shape.rows().write(nested, json);
        }
    }

    /** A list of objects inside the row. */
    record Many<R, N>(String name, Shape<N> shape, Reader<? super R, List<N>> values) implements Field<R> {
        @Override
        public void write(R row, JsonBuffer json) {
            List<N> nested = values.of(row);
            json.raw('[');
            for (int i = 0; nested != null && i < nested.size(); i++) {
                if (i > 0) json.raw(',');
                shape.rows().write(nested.get(i), json);
            }
            json.raw(']');
        }
    }
}

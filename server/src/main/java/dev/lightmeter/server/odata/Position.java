package dev.lightmeter.server.odata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The place of a row in the order of a list. The next page starts behind it, whatever has come or gone meanwhile.
 *
 * @param values what the row is ordered by, as text; null where it has none
 */
public record Position(List<@Nullable String> values) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST = 8_192;

    public Position {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Position of(@Nullable String... values) {
        return new Position(java.util.Arrays.asList(values));
    }

    /** As clients carry it around. */
    public String token() {
        JsonBuffer json = new JsonBuffer(64).raw('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) json.raw(',');
            String value = values.get(i);
            if (value == null) json.nothing();
            else json.string(value);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.raw(']').toBytes());
    }

    /** Empty if this is no token of ours. */
    public static Optional<Position> parse(String token) {
        if (token.length() > LONGEST) return Optional.empty();
        try {
            return read(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty(); // the client changed it; the answer says so
        }
    }

    private static Optional<Position> read(String text) {
        List<@Nullable String> values = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) return Optional.empty();
            while (true) {
                switch (json.nextToken()) {
                    case VALUE_STRING -> values.add(json.getString());
                    case VALUE_NULL -> values.add(null);
                    case END_ARRAY -> {
                        return json.nextToken() == null ? Optional.of(new Position(values)) : Optional.empty();
                    }
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        }
    }
}

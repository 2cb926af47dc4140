package dev.lightmeter.server.odata;

import dev.lightmeter.server.secret.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /** Positions tell where in the store a row lies, and so how much there is beside what the caller sees. */
    private static final Seal SEAL = Seal.ofThisProcess();

    public Position {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Position of(@Nullable String... values) {
        return new Position(java.util.Arrays.asList(values));
    }

    /** As clients carry it around: sealed, and good until the server starts anew. */
    public String token() {
        JsonBuffer json = new JsonBuffer(64).raw('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) json.raw(',');
            String value = values.get(i);
            if (value == null) json.nothing();
            else json.string(value);
        }
        return SEAL.close(new String(json.raw(']').toBytes(), StandardCharsets.UTF_8));
    }

    /** Empty if this is no token of ours. */
    public static Optional<Position> parse(String token) {
        try {
            return SEAL.open(token).flatMap(Position::read);
        } catch (JacksonException e) {
            return Optional.empty(); // sealed by us, so this cannot be; an answer all the same
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

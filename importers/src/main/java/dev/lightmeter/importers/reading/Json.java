package dev.lightmeter.importers.reading;

import java.io.InputStream;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** The one way in which this module opens JSON: bounded, and forgiving where Python and others are sloppy. */
public final class Json {

    /** Longest text that is looked at; longer ones in fields that nobody reads are passed over. */
    public static final int LONGEST_TEXT = 1_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(1000)
                    .maxNameLength(10_000)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // a bare NaN, as Python writes it, is a missing value
            .build();

    private Json() {}

    public static JsonParser parser(InputStream in) {
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    public static JsonParser parser(byte[] bytes, int offset, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    /** The value that the parser has reached, as JSON without blanks; the parser goes on to its end. */
    public static String copy(JsonParser parser) {
        return written(json -> json.copyCurrentStructure(parser));
    }

    /** The text that is written. */
    public static String written(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return text.toString();
    }

    /** What is to be said of a file that goes beyond the bounds, with the line where it does: Jackson tells none. */
    public static UnreadableException tooMuch(JsonParser parser, StreamConstraintsException e) {
        return new UnreadableException("line " + parser.currentLocation().getLineNr(), UnreadableException.reason(e));
    }

    /** Names match whatever their letter case and underscores: {@code days_since_assessed} is {@code daysSinceAssessed}. */
    public static String plainName(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}

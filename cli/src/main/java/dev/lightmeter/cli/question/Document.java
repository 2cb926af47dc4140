package dev.lightmeter.cli.question;

import dev.lightmeter.cli.terminal.Points;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** An object of an answer, read for a screen. What is not there is empty. */
public record Document(JsonNode json) {

    private static final int NANO = 9;

    public String text(String name) {
        return json.path(name).asString("");
    }

    public String orNone(String name) {
        String text = text(name);
        return text.isEmpty() ? Points.NONE : text;
    }

    /** A number of points in 1e-9; empty if there is none. */
    public OptionalLong nano(String name) {
        return nano(json.path(name));
    }

    public static OptionalLong nano(JsonNode decimal) {
        return decimal.isString()
                ? OptionalLong.of(
                        new BigDecimal(decimal.asString()).movePointRight(NANO).longValueExact())
                : OptionalLong.empty();
    }

    public String score(String name) {
        return Points.score(nano(name));
    }

    public String difference(String name) {
        OptionalLong nano = nano(name);
        return nano.isEmpty() ? Points.NONE : Points.difference(nano.getAsLong());
    }

    public String count(String name) {
        return Points.count(json.path(name).asLong());
    }

    public Document object(String name) {
        return new Document(json.path(name));
    }

    public List<Document> list(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .map(Document::new)
                .toList();
    }
}

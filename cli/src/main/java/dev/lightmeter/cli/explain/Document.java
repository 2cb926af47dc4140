package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.terminal.Points;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** An object of an answer, read for a screen. What is not there is empty. */
record Document(JsonNode json) {

    private static final int NANO = 9;

    String text(String name) {
        return json.path(name).asString("");
    }

    String orNone(String name) {
        String text = text(name);
        return text.isEmpty() ? Points.NONE : text;
    }

    /** A number of points in 1e-9; empty if there is none. */
    OptionalLong nano(String name) {
        return nano(json.path(name));
    }

    static OptionalLong nano(JsonNode decimal) {
        return decimal.isString()
                ? OptionalLong.of(
                        new BigDecimal(decimal.asString()).movePointRight(NANO).longValueExact())
                : OptionalLong.empty();
    }

    String score(String name) {
        return Points.score(nano(name));
    }

    String difference(String name) {
        OptionalLong nano = nano(name);
        return nano.isEmpty() ? Points.NONE : Points.difference(nano.getAsLong());
    }

    String count(String name) {
        return Points.count(json.path(name).asLong());
    }

    Document object(String name) {
        return new Document(json.path(name));
    }

    List<Document> list(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .map(Document::new)
                .toList();
    }
}

package dev.lightmeter.cli.exception;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One exception in words for people. */
record ExceptionWords(JsonNode exception) {

    /** {@code {"exceptions":[…]}}. */
    static JsonNode document(List<JsonNode> exceptions) {
        ObjectNode document = new JsonMapper().createObjectNode();
        ArrayNode list = document.putArray("exceptions");
        exceptions.forEach(list::add);
        return document;
    }

    String id() {
        return text("id");
    }

    String excepted() {
        String weakness = text("cveId");
        return weakness.isEmpty() ? text("recommendationId") : weakness;
    }

    /** For whom it holds: {@code everywhere}, or device groups. */
    String scope() {
        if (text("scope").equals("global")) return "everywhere";
        return StreamSupport.stream(exception.path("deviceGroups").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    /** {@code until 2026-12-31}. */
    String when() {
        String lastDay = text("lastDay");
        return switch (text("state")) {
            case "scheduled" -> "from " + text("firstDay");
            case "expired" -> "ended " + lastDay;
            case "cancelled" -> "taken back " + day(text("cancelledAt"));
            default -> lastDay.isEmpty() ? "without end" : "until " + lastDay;
        };
    }

    /** {@code risk accepted}. */
    String justification() {
        return text("justification").replace('_', ' ');
    }

    String by() {
        return text("createdBy");
    }

    String note() {
        return text("note");
    }

    private String text(String name) {
        return exception.path(name).asString("");
    }

    private static String day(String instant) {
        return instant.substring(0, Math.min("2026-12-31".length(), instant.length()));
    }
}

package dev.lightmeter.server.openapi;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.About;
import dev.lightmeter.server.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes the OpenAPI 3.1 document of some operations. */
final class OpenApiDocument {

    private static final Map<String, String> PROBLEMS = problems();

    private OpenApiDocument() {}

    /** The document; {@code server} is the address under which the client sees us. */
    static byte[] of(List<Operation> operations, String server) {
        return Json.object(json -> {
            json.writeStringProperty("openapi", "3.1.0");
            writeInfo(json);
            json.writeName("servers");
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringProperty("url", server);
            json.writeEndObject();
            json.writeEndArray();
            writeTags(json, operations);
            writePaths(json, operations);
            writeComponents(json);
        });
    }

    private static void writeInfo(JsonGenerator json) {
        json.writeName("info");
        json.writeStartObject();
        json.writeStringProperty("title", "Lightmeter");
        json.writeStringProperty("version", "1");
        json.writeStringProperty(
                "description",
                "Exposure scores in the wire format of Microsoft Defender (/api, also /api/v1.0), and Lightmeter's own API"
                        + " (/lightmeter/v1). Any one of the permissions of an operation suffices: roles are for"
                        + " applications, scopes for signed-in users.");
        json.writeEndObject();
    }

    private static void writeTags(JsonGenerator json, List<Operation> operations) {
        Set<String> families = new LinkedHashSet<>();
        operations.forEach(operation -> families.add(operation.family()));
        json.writeName("tags");
        json.writeStartArray();
        for (String family : families) {
            json.writeStartObject();
            json.writeStringProperty("name", family);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePaths(JsonGenerator json, List<Operation> operations) {
        Map<String, List<Operation>> byPath = new LinkedHashMap<>();
        for (Operation operation : operations) {
            byPath.computeIfAbsent(operation.route().path(), path -> new ArrayList<>())
                    .add(operation);
        }
        json.writeName("paths");
        json.writeStartObject();
        byPath.forEach((path, methods) -> {
            json.writeName(path);
            json.writeStartObject();
            methods.forEach(operation -> writeOperation(json, operation));
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private static void writeOperation(JsonGenerator json, Operation operation) {
        About about = operation.route().about();
        json.writeName(operation.route().method().toLowerCase(Locale.ROOT));
        json.writeStartObject();
        json.writeStringProperty("operationId", operation.id());
        json.writeStringProperty("summary", about.summary());
        Json.writeTexts(json, "tags", List.of(operation.family()));
        writeSecurity(json, operation);
        json.writeName("parameters");
        json.writeStartArray();
        operation.pathParameters().forEach(name -> writePathParameter(json, name));
        about.query().forEach(parameter -> writeParameter(json, parameter));
        json.writeEndArray();
        writeRequest(json, operation);
        writeResponses(json, operation);
        json.writeEndObject();
    }

    /** One alternative for each permission. */
    private static void writeSecurity(JsonGenerator json, Operation operation) {
        json.writeName("security");
        json.writeStartArray();
        operation.permission().ifPresent(permission -> {
            for (String word : words(permission)) {
                json.writeStartObject();
                Json.writeTexts(json, "token", List.of(word));
                json.writeEndObject();
            }
        });
        json.writeEndArray();
    }

    private static Set<String> words(Permission permission) {
        Set<String> words = new LinkedHashSet<>(permission.applicationRoles());
        words.addAll(permission.delegatedScopes());
        return words;
    }

    private static void writePathParameter(JsonGenerator json, String name) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("in", "path");
        json.writeBooleanProperty("required", true);
        writeSchema(json, About.ParameterType.TEXT);
        json.writeEndObject();
    }

    private static void writeParameter(JsonGenerator json, About.Parameter parameter) {
        json.writeStartObject();
        json.writeStringProperty("name", parameter.name());
        json.writeStringProperty("in", "query");
        json.writeStringProperty("description", parameter.meaning());
        writeSchema(json, parameter.type());
        json.writeEndObject();
    }

    private static void writeSchema(JsonGenerator json, About.ParameterType type) {
        json.writeName("schema");
        json.writeStartObject();
        json.writeStringProperty("type", type.word());
        if (!type.format().isEmpty()) json.writeStringProperty("format", type.format());
        json.writeEndObject();
    }

    private static void writeRequest(JsonGenerator json, Operation operation) {
        String example = operation.route().about().request();
        if (example.isEmpty()) return;
        json.writeName("requestBody");
        json.writeStartObject();
        json.writeBooleanProperty("required", true);
        writeContent(json, "application/json", example);
        json.writeEndObject();
    }

    private static void writeResponses(JsonGenerator json, Operation operation) {
        About about = operation.route().about();
        json.writeName("responses");
        json.writeStartObject();
        json.writeName(Integer.toString(about.status()));
        json.writeStartObject();
        json.writeStringProperty("description", about.summary());
        if (!about.answer().isEmpty()) writeContent(json, "application/json", about.answer());
        json.writeEndObject();
        PROBLEMS.keySet().forEach(status -> {
            if (operation.permission().isEmpty() && !status.equals("404")) return;
            json.writeName(status);
            json.writeStartObject();
            json.writeStringProperty("$ref", "#/components/responses/" + status);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, String type, String example) {
        json.writeName("content");
        json.writeStartObject();
        json.writeName(type);
        json.writeStartObject();
        ExampleSchema.write(example, json);
        json.writeName("example");
        json.writeRawValue(example);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeComponents(JsonGenerator json) {
        json.writeName("components");
        json.writeStartObject();
        json.writeName("securitySchemes");
        json.writeStartObject();
        json.writeName("token");
        json.writeStartObject();
        json.writeStringProperty("type", "http");
        json.writeStringProperty("scheme", "bearer");
        json.writeStringProperty("bearerFormat", "JWT");
        json.writeEndObject();
        json.writeEndObject();
        json.writeName("responses");
        json.writeStartObject();
        PROBLEMS.forEach((status, meaning) -> {
            json.writeName(status);
            json.writeStartObject();
            json.writeStringProperty("description", meaning);
            writeContent(
                    json,
                    "application/json",
                    "{\"error\":{\"code\":\"" + code(status) + "\",\"message\":\"" + meaning
                            + "\",\"target\":\"57f07512-8f51-45bf-9a71-fb8cfd1f35e7\"}}");
            json.writeEndObject();
        });
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put("400", "A parameter or the body cannot be used");
        problems.put("401", "No token, or a bad one");
        problems.put("403", "The token lacks the permission");
        problems.put("404", "There is nothing at this address, or nothing with this id");
        problems.put("429", "Too many calls, while throttling is on; Retry-After says when to come back");
        problems.put("503", "The fleet is still being loaded");
        return problems;
    }

    private static String code(String status) {
        return switch (status) {
            case "400" -> "BadRequest";
            case "401" -> "Unauthorized";
            case "403" -> "Forbidden";
            case "404" -> "NotFound";
            case "429" -> "TooManyRequests";
            default -> "ServiceUnavailable";
        };
    }
}

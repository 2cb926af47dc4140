package dev.lightmeter.server.notification;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Level;
import dev.lightmeter.server.config.NotificationSettings.Style;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.standing.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Puts notices into the words of a channel. */
final class Wording {

    private static final int MOST_LINES = 40;

    private Wording() {}

    /** A CloudEvent 1.0 in structured mode. */
    static String cloudEvent(Notice notice, String source) {
        return text(Json.object(json -> {
            json.writeStringProperty("specversion", "1.0");
            json.writeStringProperty("id", notice.id());
            json.writeStringProperty("source", source);
            json.writeStringProperty("type", "dev.lightmeter." + notice.kind().wire());
            if (notice.standings().size() == 1) {
                json.writeStringProperty(
                        "subject", notice.standings().getFirst().name());
            }
            json.writeStringProperty("time", notice.at().toString());
            json.writeStringProperty("datacontenttype", "application/json");
            json.writeName("data");
            json.writeStartObject();
            json.writeStringProperty("rule", notice.rule());
            json.writeStringProperty("headline", notice.headline());
            json.writeName("standings");
            json.writeStartArray();
            notice.standings().forEach(standing -> standing(json, standing));
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** One message to a chat about several notices. */
    static String chat(List<Notice> notices, Style style) {
        String lines = plain(notices);
        return switch (style) {
            case SLACK ->
                text(Json.object(json -> json.writeStringProperty(
                        "text", lines.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))));
            case TEAMS -> text(Json.object(json -> card(json, lines)));
        };
    }

    /** The lines of an e-mail. */
    static String plain(List<Notice> notices) {
        return notices.stream()
                .flatMap(notice -> Stream.concat(
                        Stream.of(printable(notice.headline()) + "."),
                        notice.kind() == Notice.Kind.DIGEST ? digest(notice) : Stream.empty()))
                .collect(Collectors.joining("\n"));
    }

    /** One line for the subject of an e-mail. */
    static String subject(List<Notice> notices) {
        String first = printable(notices.getFirst().headline());
        return notices.size() == 1 ? first : first + ", and " + (notices.size() - 1) + " more";
    }

    private static Stream<String> digest(Notice notice) {
        List<Standing> worst = notice.standings().stream()
                .sorted(Comparator.comparingLong(
                                (Standing standing) -> -standing.points().orElse(-1))
                        .thenComparing(Standing::name))
                .limit(MOST_LINES)
                .toList();
        return worst.stream().map(standing -> "%s: %s%s%s"
                .formatted(
                        printable(standing.name()),
                        Points.of(standing.points()),
                        standing.level().map(level -> ", " + level.wire()).orElse(""),
                        standing.knownExploited() == 0
                                ? ""
                                : ", " + standing.knownExploited() + " exposed to known exploited"));
    }

    private static void card(JsonGenerator json, String lines) {
        json.writeStringProperty("type", "message");
        json.writeName("attachments");
        json.writeStartArray();
        json.writeStartObject();
        json.writeStringProperty("contentType", "application/vnd.microsoft.card.adaptive");
        json.writeName("content");
        json.writeStartObject();
        json.writeStringProperty("type", "AdaptiveCard");
        json.writeStringProperty("version", "1.4");
        json.writeName("body");
        json.writeStartArray();
        for (String line : lines.split("\n", -1)) {
            json.writeStartObject();
            json.writeStringProperty("type", "TextBlock");
            json.writeStringProperty("text", line);
            json.writeBooleanProperty("wrap", true);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void standing(JsonGenerator json, Standing standing) {
        json.writeStartObject();
        json.writeStringProperty("name", standing.name());
        decimal(json, "score", standing.points());
        json.writeStringProperty("level", standing.level().map(Level::wire).orElse(null));
        decimal(json, "coverage", standing.coverage());
        json.writeNumberProperty("devices", standing.score().devices());
        json.writeNumberProperty("devicesHigh", standing.score().devicesHigh());
        json.writeNumberProperty("devicesKnownExploited", standing.knownExploited());
        json.writeEndObject();
    }

    /** Names come from scanners; a line must stay one line. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}

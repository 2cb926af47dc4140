package dev.lightmeter.cli.explain;

import dev.lightmeter.core.fleet.DeviceSums;
import dev.lightmeter.core.fleet.SiteSums;
import dev.lightmeter.core.fleet.SiteSums.Source;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.server.sums.SumsDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link SumsDocument} that another site has written. Nothing in it is believed before it adds up. */
final class SumsReading {

    private static final JsonMapper JSON = new JsonMapper();

    private SumsReading() {}

    /** What came of reading a document. */
    sealed interface Read {

        record Sums(SiteSums sums) implements Read {}

        /** It is none, or a damaged one; one sentence says why. */
        record Refused(String why) implements Read {}
    }

    static Read read(byte[] document) {
        try {
            JsonNode json = JSON.readTree(document);
            if (!json.path("format").asString("").equals(SumsDocument.FORMAT)) {
                return new Read.Refused("it is no document of sums in the format " + SumsDocument.FORMAT);
            }
            List<Source> sources = new ArrayList<>();
            for (JsonNode source : json.path("sources")) sources.add(source(source));
            if (sources.isEmpty()) return new Read.Refused("it names no site");
            Map<String, DeviceSums> groups = new TreeMap<>();
            for (JsonNode group : json.path("groups")) {
                String name = text(group, "name");
                if (groups.put(name, sums(group)) != null) {
                    return new Read.Refused("the group " + name + " stands twice in it");
                }
            }
            return new Read.Sums(new SiteSums(text(json, "parameters"), whole(json, "tailPct"), sources, groups));
        } catch (JacksonException e) {
            return new Read.Refused("it is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return new Read.Refused("its numbers cannot be: " + e.getMessage());
        }
    }

    private static Source source(JsonNode json) {
        List<FeedEdition> feeds = new ArrayList<>();
        for (JsonNode feed : json.path("feeds")) {
            String name = text(feed, "feed");
            Feed known = Stream.of(Feed.values())
                    .filter(candidate -> candidate.wire().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown feed " + name));
            feeds.add(new FeedEdition(known, optional(feed, "model"), instant(optional(feed, "publishedAt"))));
        }
        return new Source(text(json, "site"), Instant.parse(text(json, "asOf")), feeds);
    }

    private static DeviceSums sums(JsonNode json) {
        JsonNode pairs = json.path("weightByScoreE7");
        if (pairs.size() % 2 != 0) throw new IllegalArgumentException("weightByScoreE7 needs pairs");
        TreeMap<Integer, Long> weightByScore = new TreeMap<>();
        int before = -1;
        for (int i = 0; i < pairs.size(); i += 2) {
            int score = number(pairs.get(i), "weightByScoreE7").intValue();
            if (score <= before)
                throw new IllegalArgumentException("weightByScoreE7 must ascend, but " + score + " follows " + before);
            before = score;
            weightByScore.put(score, number(pairs.get(i + 1), "weightByScoreE7").longValue());
        }
        DeviceSums sums = new DeviceSums(
                number(json.path("unknownWeight"), "unknownWeight").longValue(),
                whole(json, "scored"),
                whole(json, "stale"),
                whole(json, "neverAssessed"),
                whole(json, "excluded"),
                whole(json, "devicesHigh"),
                weightByScore);
        if (sums.weighted() != number(json.path("a"), "a").longValue()
                || sums.weight() != number(json.path("w"), "w").longValue()) {
            throw new IllegalArgumentException(
                    "a and w of the group " + text(json, "name") + " are not what its devices add up to");
        }
        return sums;
    }

    private static Number number(JsonNode json, String name) {
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return json.numberValue();
    }

    private static int whole(JsonNode json, String name) {
        return Math.toIntExact(number(json.path(name), name).longValue());
    }

    private static String text(JsonNode json, String name) {
        String text = json.path(name).asString("");
        if (text.isBlank()) throw new IllegalArgumentException(name + " is missing");
        return text;
    }

    private static @Nullable String optional(JsonNode json, String name) {
        return json.path(name).isString() ? json.path(name).asString() : null;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}

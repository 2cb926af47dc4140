package dev.lightmeter.storage.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row with one property of each type, each of which may be missing, and awkward values for all of them. */
record Row(
        int number,
        @Nullable String text,
        @Nullable String id,
        @Nullable String level,
        @Nullable Long whole,
        @Nullable Double real,
        @Nullable Boolean truth,
        @Nullable Instant instant,
        @Nullable List<String> tags) {

    static final List<String> LEVELS = List.of("None", "Low", "Medium", "High");

    static final Property<Row> TEXT = Property.<Row>text("text", Row::text).in("r.a_text");
    static final Property<Row> ID = Property.<Row>word("id", Row::id).in("r.an_id");
    static final Property<Row> LEVEL =
            Property.<Row>word("level", Row::level, LEVELS).in("r.a_level");
    static final Property<Row> WHOLE = Property.<Row>whole("whole", Row::whole).in("r.a_whole");
    static final Property<Row> REAL = Property.<Row>number("real", Row::real).in("r.a_real");
    static final Property<Row> TRUTH = Property.<Row>truth("truth", Row::truth).in("r.a_truth");
    static final Property<Row> INSTANT =
            Property.<Row>instant("instant", Row::instant).in("r.an_instant");
    static final Property<Row> TAGS = Property.<Row>texts("tags", Row::tags).in("r.the_tags");

    static final List<Property<Row>> PROPERTIES = List.of(TEXT, ID, LEVEL, WHOLE, REAL, TRUTH, INSTANT, TAGS);

    /** Pieces of text where case tables, collations, escapes and encodings go wrong. */
    private static final List<String> PIECES = List.of(
            "a",
            "A",
            "b",
            "Z",
            "_",
            "%",
            "\\",
            "'",
            "\"",
            " ",
            "é",
            "É",
            "e\u0301",
            "ß",
            "SS",
            "İ",
            "i",
            "ı",
            "\u212A",
            "k",
            "\uFF5E",
            "\uD83D\uDE00",
            "\uD83D\uDE01",
            "\uFFFD",
            "\t",
            "0",
            "9",
            "?",
            "$1",
            ":x");

    static Row random(int number, Random random) {
        return new Row(
                number,
                random.nextInt(6) == 0 ? null : someText(random),
                random.nextInt(6) == 0 ? null : someText(random),
                random.nextInt(6) == 0 ? null : someLevel(random),
                random.nextInt(6) == 0 ? null : (Long) someWhole(random),
                random.nextInt(6) == 0 ? null : (Double) someReal(random),
                random.nextInt(6) == 0 ? null : (Boolean) random.nextBoolean(),
                random.nextInt(6) == 0 ? null : someInstant(random).truncatedTo(ChronoUnit.MICROS),
                random.nextInt(6) == 0 ? null : someTags(random));
    }

    static String someText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
        return text.toString();
    }

    /** Now and then in another case, and now and then a word that is none of the list. */
    static String someLevel(Random random) {
        String level = LEVELS.get(random.nextInt(LEVELS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> level.toUpperCase(java.util.Locale.ROOT);
            case 1 -> level + "est";
            default -> level;
        };
    }

    static long someWhole(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> (1L << 53) + random.nextInt(3);
            default -> random.nextInt(-3, 4);
        };
    }

    static double someReal(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> 0.0;
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5 -> Double.MIN_VALUE;
            case 6 -> 0.1 + 0.2;
            default -> random.nextInt(-3, 4) / 10.0;
        };
    }

    /** To the nanosecond; near one another, before and after 1970. */
    static Instant someInstant(Random random) {
        Instant base = List.of(
                        "1969-12-31T23:59:59.999999Z",
                        "2024-02-29T12:00:00Z",
                        "0001-01-01T00:00:00Z",
                        "9999-12-31T23:59:59Z")
                .stream()
                .map(Instant::parse)
                .toList()
                .get(random.nextInt(4));
        return base.plusNanos(random.nextInt(-2, 3) * 500L);
    }

    static List<String> someTags(Random random) {
        Set<String> tags = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String tag = someText(random);
            if (!tag.isEmpty()) tags.add(tag);
        }
        return new ArrayList<>(tags);
    }
}

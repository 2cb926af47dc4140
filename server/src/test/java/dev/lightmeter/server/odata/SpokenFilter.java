package dev.lightmeter.server.odata;

import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Filter.AnyOf;
import dev.lightmeter.storage.query.Filter.In;
import dev.lightmeter.storage.query.Filter.IsNull;
import dev.lightmeter.storage.query.Filter.Matches;
import dev.lightmeter.storage.query.Filter.Not;
import dev.lightmeter.storage.query.Place;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A random filter as a client may write it, and what it has to mean. */
record SpokenFilter(String text, Filter<Asset> meant) {

    private static final List<String> TEXTS = List.of("", "a", "A", "b", "O'Brien", "and", "null", "(", "é", "Active");

    private static final List<Property<Asset>> PROPERTIES = List.of(
            Asset.ID,
            Asset.TITLE,
            Asset.HEALTH,
            Asset.BUILD,
            Asset.IMPACT,
            Asset.EXCLUDED,
            Asset.LAST_SEEN,
            Asset.TAGS);

    /** A value and how it is written. */
    private record Value(String text, Object meant) {}

    static SpokenFilter random(Random random, int depth) {
        if (depth == 0) return leaf(random);
        return switch (random.nextInt(4)) {
            case 0 -> {
                SpokenFilter one = random(random, depth - 1);
                SpokenFilter other = random(random, depth - 1);
                yield new SpokenFilter(
                        "(" + one.text + ") " + anyCase("and", random) + " (" + other.text + ")",
                        new Filter.And<>(List.of(one.meant, other.meant)));
            }
            case 1 -> {
                SpokenFilter one = random(random, depth - 1);
                SpokenFilter other = random(random, depth - 1);
                yield new SpokenFilter(
                        "(" + one.text + " " + anyCase("or", random) + " " + other.text + ")",
                        new Filter.Or<>(List.of(one.meant, other.meant)));
            }
            case 2 -> {
                SpokenFilter one = random(random, depth - 1);
                yield new SpokenFilter(anyCase("not", random) + "(" + one.text + ")", new Not<>(one.meant));
            }
            default -> leaf(random);
        };
    }

    static Asset row(Random random) {
        return new Asset(
                random.nextInt(5) == 0 ? null : text(random),
                random.nextInt(5) == 0 ? null : text(random),
                random.nextInt(5) == 0 ? null : Asset.HEALTH.words().get(random.nextInt(3)),
                random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(3),
                random.nextInt(5) == 0 ? null : (Double) (random.nextInt(3) / 2.0),
                random.nextInt(5) == 0 ? null : (Boolean) random.nextBoolean(),
                random.nextInt(5) == 0 ? null : Instant.ofEpochSecond(random.nextInt(3)),
                random.nextInt(5) == 0
                        ? null
                        : List.of(text(random), text(random)).subList(0, random.nextInt(3)),
                List.of(),
                null);
    }

    private static SpokenFilter leaf(Random random) {
        Property<Asset> property = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
        String name = anyCase(property.name(), random);
        return switch (property.type()) {
            case TEXTS -> any(property, name, random);
            case TRUTH -> equality(property, name, random);
            case TEXT, WORD -> random.nextBoolean() ? search(property, name, random) : equality(property, name, random);
            default -> {
                Comparison comparison = Comparison.values()[random.nextInt(6)];
                Value value = value(property, random);
                String operator = anyCase(comparison.name(), random);
                String mirrored = anyCase(comparison.mirrored().name(), random);
                yield new SpokenFilter(
                        random.nextBoolean()
                                ? name + " " + operator + " " + value.text
                                : value.text + " " + mirrored + " " + name,
                        new Filter.Compare<>(property, comparison, value.meant));
            }
        };
    }

    private static SpokenFilter equality(Property<Asset> property, String name, Random random) {
        Value value = value(property, random);
        return switch (random.nextInt(4)) {
            case 0 -> new SpokenFilter(name + " eq null", new IsNull<>(property));
            case 1 -> {
                Value other = value(property, random);
                yield new SpokenFilter(
                        name + " " + anyCase("in", random) + " (" + value.text + "," + other.text + ")",
                        new In<>(property, Set.copyOf(List.of(value.meant, other.meant))));
            }
            case 2 ->
                new SpokenFilter(
                        name + "\tne " + value.text, new Filter.Compare<>(property, Comparison.NE, value.meant));
            default ->
                new SpokenFilter(
                        name + " eq  " + value.text, new Filter.Compare<>(property, Comparison.EQ, value.meant));
        };
    }

    private static SpokenFilter search(Property<Asset> property, String name, Random random) {
        Place place = Place.values()[random.nextInt(3)];
        String function =
                switch (place) {
                    case START -> "startsWith";
                    case END -> "endsWith";
                    case ANYWHERE -> "contains";
                };
        String text = text(random);
        return new SpokenFilter(
                anyCase(function, random) + "(" + name + ", " + quoted(text) + ")",
                new Matches<>(property, place, text));
    }

    private static SpokenFilter any(Property<Asset> property, String name, Random random) {
        String text = text(random);
        return new SpokenFilter(
                name + "/any(x: x eq " + quoted(text) + ")",
                new AnyOf<>(property, new Filter.Compare<>(AnyOf.ELEMENT, Comparison.EQ, text)));
    }

    private static Value value(Property<Asset> property, Random random) {
        return switch (property.type()) {
            case TEXT, WORD -> {
                String text = property.words().isEmpty()
                        ? text(random)
                        : property.words().get(random.nextInt(3));
                yield new Value(quoted(text), text);
            }
            case WHOLE -> {
                long number = random.nextInt(3);
                yield new Value(random.nextBoolean() ? "" + number : "'" + number + ".0'", number);
            }
            case NUMBER -> {
                double number = random.nextInt(3) / 2.0;
                yield new Value("" + number, number);
            }
            case TRUTH -> {
                boolean truth = random.nextBoolean();
                yield new Value(anyCase("" + truth, random), truth);
            }
            case INSTANT -> {
                Instant instant = Instant.ofEpochSecond(random.nextInt(3));
                yield new Value(instant.toString(), instant);
            }
            case TEXTS -> throw new IllegalArgumentException("a list has no single value");
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String anyCase(String word, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word.toLowerCase(Locale.ROOT);
            default -> word;
        };
    }
}

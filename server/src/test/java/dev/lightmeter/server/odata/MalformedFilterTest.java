package dev.lightmeter.server.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lightmeter.server.http.ProblemException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about filters that are none: a problem with a column, never anything else. */
class MalformedFilterTest {

    private static final int GARBAGE = 20_000;

    private static final String PROPERTIES =
            "(id, title, healthStatus, osBuild, impact, isExcluded, lastSeen, machineTags,"
                    + " ipAddresses, mainAddress)";

    /** Pieces of the language, to make texts that come close to a filter. */
    private static final List<String> PIECES = List.of(
            "title",
            "osBuild",
            "machineTags",
            "ipAddresses",
            "lastSeen",
            "isExcluded",
            "healthStatus",
            "nonsense",
            "t",
            " ",
            " ",
            " ",
            "eq",
            "ne",
            "gt",
            "and",
            "or",
            "not",
            "in",
            "any",
            "all",
            "startswith",
            "contains",
            "tolower",
            "(",
            ")",
            ",",
            "/",
            ":",
            "'",
            "''",
            "'Active'",
            "'x'",
            "null",
            "true",
            "7",
            "-",
            "+",
            "1.5",
            "1e999",
            ".",
            "2018-08-01Z",
            "2018-13-01",
            "12345678-ABCD-ef00-0000-123456789012",
            "\\",
            "\"",
            "\0",
            "%",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "\u0660",
            "\n",
            "$it",
            "@x");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | 1 | expected a property or a value, found the end
            title | 6 | expected a comparison such as eq, because title alone is neither true nor false
            title eq | 9 | expected a property or a value, found the end
            title eq eq | 10 | expected a value (text stands in quotes); a property can only be compared with a value
            title eq 'a | 10 | expected a second quote that ends the text which starts here
            title eq 'a'' | 10 | expected a second quote that ends the text which starts here
            title eq 5 | 10 | expected text in quotes for title, found '5'
            title eq Active | 10 | expected a value (text stands in quotes); a property can only be compared with a value
            title eq id | 10 | expected a value (text stands in quotes); a property can only be compared with a value
            'a' eq 'b' | 1 | expected a property on one side of the comparison, found two values
            title is 'a' | 7 | expected 'and', 'or' or the end, found 'is'
            title eq 'a' title eq 'b' | 14 | expected 'and', 'or' or the end, found 'title'
            title eq 'a' and | 17 | expected a property or a value, found the end
            title eq 'a' or or | 17 | expected a property of Asset PROPERTIES, found 'or'
            (title eq 'a' | 14 | expected ')', found the end
            title eq 'a') | 13 | expected 'and', 'or' or the end, found ')'
            () | 2 | expected a property or a value, found ')'
            healthStatus eq 'Good' | 17 | expected one of 'Unknown', 'Inactive', 'Active' for healthStatus, found the text 'Good'
            healthStatus in ('Active','Good') | 27 | expected one of 'Unknown', 'Inactive', 'Active' for healthStatus, found the text 'Good'
            osBuild eq 'seven' | 12 | expected a number for osBuild, found the text 'seven'
            osBuild eq 1_000 | 13 | expected the end of a number or a blank; text stands in quotes
            impact lt 1e400 | 11 | expected a number of at most 308 digits for impact, found '1e400'
            impact lt 1e4000 | 16 | expected the end of a number or a blank; text stands in quotes
            isExcluded gt false | 12 | expected eq or ne, because isExcluded is true or false
            isExcluded eq 1 | 15 | expected true or false for isExcluded, found '1'
            lastSeen gt 2018-13-01 | 13 | expected a time such as 2026-03-04T05:06:07Z for lastSeen, found '2018-13-01'
            lastSeen gt 2018-02-30T00:00:00Z | 13 | expected a time such as 2026-03-04T05:06:07Z for lastSeen, found '2018-02-30T00:00:00Z'
            lastSeen gt 'yesterday' | 13 | expected a time such as 2026-03-04T05:06:07Z for lastSeen, found the text 'yesterday'
            lastSeen gt 2018-08-01T25:00:00+99:00 | 13 | expected a time such as 2026-03-04T05:06:07Z for lastSeen, found '2018-08-01T25:00:00+99:00'
            machineTags eq 'x' | 1 | machineTags is a list; expected machineTags/any(x: x eq 'text')
            machineTags/all(t: t eq 'x') | 13 | expected any, found 'all'
            machineTags/any(t: title eq 'x') | 20 | expected t, the only name that means something inside this any
            machineTags/any(t eq 'x') | 19 | expected ':', found 'eq'
            machineTags/any | 16 | expected '(', found the end
            title/any(t: t eq 'x') | 1 | expected a property that is a list, because any looks into lists
            ipAddresses eq 'x' | 1 | expected a property with a single value; ipAddresses holds objects
            startswith(osBuild,'1') | 12 | expected a property that holds text, because startswith looks into text
            startswith(title,7) | 18 | expected text in quotes
            startswith(title) | 17 | expected ',', found ')'
            startswith('a',title) | 16 | expected a value (text stands in quotes), found 'title'
            startswith('a','b') | 12 | expected a property
            tolower(title) eq 'a' | 1 | expected startswith, endswith or contains, found 'tolower'
            contains(title,'a') gt true | 24 | expected eq or ne with true or false, because the other side is a condition
            title in () | 11 | expected a value (text stands in quotes), found ')'
            title in ('a' | 14 | expected ')', found the end
            title in 'a' | 10 | expected '(', found the text 'a'
            $it eq 'a' | 1 | expected a name, a value or a parenthesis, found '$'
            title = 'a' | 7 | expected a name, a value or a parenthesis, found '='
            title eq "a" | 10 | expected a name, a value or a parenthesis, found '"'
            7 | 1 | expected a condition, found '7'
            contains(title,'😀') é | 21 | expected a name, a value or a parenthesis, found 'é'
            """)
    void isToldWhereAndWhatWasExpected(String text, int column, String why) {
        assertThatThrownBy(() -> FilterBinder.filter(text, Asset.SHAPE))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().code()).isEqualTo("ODataError");
                })
                .hasMessage("The $filter is wrong at column " + column + ": " + why.replace("PROPERTIES", PROPERTIES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "not(", "machineTags/any(t: ", "startswith(", "((title))eq("})
    void isRefusedHoweverDeep(String part) {
        assertThatThrownBy(() -> FilterBinder.filter(part.repeat(16_000 / part.length()), Asset.SHAPE))
                .isInstanceOf(ProblemException.class)
                .hasMessageMatching("The \\$filter is wrong at column \\d+: (?s).*");
        assertThatThrownBy(() -> FilterBinder.filter(part.repeat(1_000_000), Asset.SHAPE))
                .hasMessage("The $filter is wrong at column 16385: expected at most 16384 characters, found more");
    }

    @Test
    void isNoFilterThatIsMerelyLong() {
        assertThat(FilterBinder.filter("title eq 'a'" + " or title eq 'a'".repeat(1_000), Asset.SHAPE))
                .isNotNull();
        assertThat(FilterBinder.filter("(".repeat(98) + "title eq 'a'" + ")".repeat(98), Asset.SHAPE))
                .isEqualTo(FilterBinder.filter("title eq 'a'", Asset.SHAPE));
    }

    @Test
    void isNeverAnythingButAProblem() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        int wrong = 0;
        for (int i = 0; i < GARBAGE; i++) {
            String text = garbage(random);
            Throwable thrown = catchThrowable(() -> FilterBinder.filter(text, Asset.SHAPE));
            if (thrown == null) continue;
            wrong++;
            assertThat(thrown)
                    .as("-Dseed=%d: %s", seed, text)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageMatching("The \\$filter is wrong at column \\d+: (?s).*");
        }
        assertThat(wrong).as("-Dseed=%d", seed).isBetween(GARBAGE / 2, GARBAGE - 1);
    }

    private static String garbage(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextBoolean()) text.append("title eq 'a' ");
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(10) == 0) text.append((char) random.nextInt(0x10000));
            else text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextBoolean()) text.append(' ');
        }
        return text.toString();
    }
}

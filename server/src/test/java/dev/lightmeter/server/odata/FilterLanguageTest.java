package dev.lightmeter.server.odata;

import static dev.lightmeter.storage.query.Comparison.EQ;
import static dev.lightmeter.storage.query.Comparison.GE;
import static dev.lightmeter.storage.query.Comparison.GT;
import static dev.lightmeter.storage.query.Comparison.LE;
import static dev.lightmeter.storage.query.Comparison.LT;
import static dev.lightmeter.storage.query.Comparison.NE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Filter.And;
import dev.lightmeter.storage.query.Filter.AnyOf;
import dev.lightmeter.storage.query.Filter.Compare;
import dev.lightmeter.storage.query.Filter.In;
import dev.lightmeter.storage.query.Filter.IsNull;
import dev.lightmeter.storage.query.Filter.Matches;
import dev.lightmeter.storage.query.Filter.Not;
import dev.lightmeter.storage.query.Filter.Or;
import dev.lightmeter.storage.query.Place;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters mean. */
class FilterLanguageTest {

    private static final Filter<Asset> HIGH = is(Asset.HEALTH, EQ, "Active");
    private static final Filter<Asset> OLD = is(Asset.BUILD, LT, 7L);
    private static final Filter<Asset> NAMED = is(Asset.TITLE, NE, "x");

    @Test
    void knowsAllComparisonsOnEitherSide() {
        assertThat(parse("osBuild eq 7")).isEqualTo(is(Asset.BUILD, EQ, 7L));
        assertThat(parse("osBuild ne 7")).isEqualTo(is(Asset.BUILD, NE, 7L));
        assertThat(parse("osBuild lt 7")).isEqualTo(is(Asset.BUILD, LT, 7L));
        assertThat(parse("osBuild le 7")).isEqualTo(is(Asset.BUILD, LE, 7L));
        assertThat(parse("osBuild gt 7")).isEqualTo(is(Asset.BUILD, GT, 7L));
        assertThat(parse("osBuild ge 7")).isEqualTo(is(Asset.BUILD, GE, 7L));
        assertThat(parse("7 gt osBuild")).isEqualTo(OLD);
        assertThat(parse("7 eq osBuild")).isEqualTo(is(Asset.BUILD, EQ, 7L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "healthStatus eq 'Active'",
                "HEALTHSTATUS EQ 'Active'",
                "healthstatus Eq 'active'",
                "  healthStatus\teq   'Active' ",
                "(healthStatus eq 'Active')",
                "((healthStatus) eq ('Active'))"
            })
    void readsNamesWordsAndValuesOfListsInAnyLetterCase(String text) {
        Filter<Asset> filter = parse(text);
        assertThat(filter.test(asset("Active"))).isTrue();
        assertThat(filter.test(asset("Unknown"))).isFalse();
    }

    @Test
    void bindsAndCloserThanOrAndNotCloserThanBoth() {
        assertThat(parse("healthStatus eq 'Active' or osBuild lt 7 and title ne 'x'"))
                .isEqualTo(new Or<>(List.of(HIGH, new And<>(List.of(OLD, NAMED)))));
        assertThat(parse("(healthStatus eq 'Active' or osBuild lt 7) and title ne 'x'"))
                .isEqualTo(new And<>(List.of(new Or<>(List.of(HIGH, OLD)), NAMED)));
        assertThat(parse("not osBuild lt 7 and title ne 'x'")).isEqualTo(new And<>(List.of(new Not<>(OLD), NAMED)));
        assertThat(parse("not (osBuild lt 7 or not title ne 'x')"))
                .isEqualTo(new Not<>(new Or<>(List.of(OLD, new Not<>(NAMED)))));
    }

    @Test
    void knowsMissingValues() {
        assertThat(parse("title eq null")).isEqualTo(new IsNull<>(Asset.TITLE));
        assertThat(parse("null ne title")).isEqualTo(new Not<>(new IsNull<>(Asset.TITLE)));
        assertThat(parse("title gt null")).isEqualTo(Filter.nothing());
        assertThat(parse("title in ('a', null)"))
                .isEqualTo(new Or<>(List.of(new In<>(Asset.TITLE, Set.of("a")), new IsNull<>(Asset.TITLE))));
    }

    @Test
    void looksIntoText() {
        assertThat(parse("startswith(title,'a')")).isEqualTo(new Matches<>(Asset.TITLE, Place.START, "a"));
        assertThat(parse("EndsWith( title , 'a' )")).isEqualTo(new Matches<>(Asset.TITLE, Place.END, "a"));
        assertThat(parse("contains(id,'A')")).isEqualTo(new Matches<>(Asset.ID, Place.ANYWHERE, "a"));
        assertThat(parse("contains(title,'a') eq true")).isEqualTo(parse("contains(title,'a')"));
        assertThat(parse("contains(title,'a') eq false")).isEqualTo(parse("not contains(title,'a')"));
        assertThat(parse("false ne contains(title,'a')")).isEqualTo(parse("contains(title,'a')"));
    }

    @Test
    void looksIntoLists() {
        assertThat(parse("machineTags/any(t: t eq 'x')"))
                .isEqualTo(new AnyOf<>(Asset.TAGS, new Compare<>(AnyOf.ELEMENT, EQ, "x")));
        assertThat(parse("machinetags/any(tag:startswith(TAG,'x') or tag eq 'y')"))
                .isEqualTo(new AnyOf<>(
                        Asset.TAGS,
                        new Or<>(List.of(
                                new Matches<>(AnyOf.ELEMENT, Place.START, "x"),
                                new Compare<>(AnyOf.ELEMENT, EQ, "y")))));
        assertThat(parse("machineTags/any()")).isEqualTo(new AnyOf<>(Asset.TAGS, Filter.everything()));
    }

    @Test
    void takesTrueAndFalseForConditions() {
        assertThat(parse("isExcluded")).isEqualTo(is(Asset.EXCLUDED, EQ, true));
        assertThat(parse("not isExcluded")).isEqualTo(new Not<>(is(Asset.EXCLUDED, EQ, true)));
        assertThat(parse("isExcluded ne true")).isEqualTo(is(Asset.EXCLUDED, NE, true));
        assertThat(parse("TRUE")).isEqualTo(Filter.everything());
        assertThat(parse("false")).isEqualTo(Filter.nothing());
    }

    @Test
    void readsAQuoteThatIsWrittenTwiceAsOne() {
        assertThat(parse("title eq 'O''Brien''s'")).isEqualTo(is(Asset.TITLE, EQ, "O'Brien's"));
        assertThat(parse("title eq ''")).isEqualTo(is(Asset.TITLE, EQ, ""));
        assertThat(parse("title eq ''''")).isEqualTo(is(Asset.TITLE, EQ, "'"));
    }

    @ParameterizedTest
    @CsvSource({
        "2019-11-22T00:00:00Z, 2019-11-22T00:00:00Z",
        "2018-08-01Z, 2018-08-01T00:00:00Z",
        "2018-08-01, 2018-08-01T00:00:00Z",
        "2018-08-01T12:30Z, 2018-08-01T12:30:00Z",
        "2018-08-01t12:30:15z, 2018-08-01T12:30:15Z",
        "2018-08-01T12:30:15.5Z, 2018-08-01T12:30:15.500Z",
        "2018-08-01T12:30:15.1234567Z, 2018-08-01T12:30:15.123456700Z",
        "2018-08-01T12:30:15.1234567890123Z, 2018-08-01T12:30:15.123456789Z",
        "2018-08-01T12:30:15, 2018-08-01T12:30:15Z",
        "2018-08-01T12:30:15+02:00, 2018-08-01T10:30:15Z",
        "2018-08-01T12:30:15 02:00, 2018-08-01T10:30:15Z",
        "2018-08-01T12:30:15-02:30, 2018-08-01T15:00:15Z",
        "'2018-08-01T12:30:15Z', 2018-08-01T12:30:15Z",
        "'2018-08-01 12:30:15.25', 2018-08-01T12:30:15.250Z"
    })
    void readsEveryFormOfATime(String written, Instant meant) {
        assertThat(parse("lastSeen ge " + (written.startsWith("2") ? written : "'" + written + "'")))
                .isEqualTo(is(Asset.LAST_SEEN, GE, meant));
    }

    @Test
    void readsNumbersAlsoInQuotes() {
        assertThat(parse("osBuild eq '140'")).isEqualTo(is(Asset.BUILD, EQ, 140L));
        assertThat(parse("osBuild eq -1")).isEqualTo(is(Asset.BUILD, EQ, -1L));
        assertThat(parse("osBuild in (1, '2', 3.0, 4.5)")).isEqualTo(new In<>(Asset.BUILD, Set.of(1L, 2L, 3L)));
        assertThat(parse("impact gt 1e-3")).isEqualTo(is(Asset.IMPACT, GT, 0.001));
        assertThat(parse("isExcluded eq 'true'")).isEqualTo(is(Asset.EXCLUDED, EQ, true));
    }

    @ParameterizedTest
    @CsvSource({
        "lt, 5.5, 5",
        "le, 5.5, 5",
        "gt, 5.5, 6",
        "ge, 5.5, 6",
        "lt, -5.5, -6",
        "gt, -5.5, -5",
        "lt, 1e2, 99",
        "ge, 1e2, 100"
    })
    void comparesWholeNumbersExactlyWithFractions(String comparison, String value, long nearest) {
        Filter<Asset> filter = parse("osBuild " + comparison + " " + value);
        boolean below = comparison.startsWith("l");
        assertThat(filter.test(build(nearest))).isTrue();
        assertThat(filter.test(build(below ? nearest + 1 : nearest - 1))).isFalse();
        assertThat(filter.test(build(null))).isFalse();
    }

    @Test
    void comparesWholeNumbersWithOnesThatAreTooLarge() {
        assertThat(parse("osBuild lt 9223372036854775808").test(build(Long.MAX_VALUE)))
                .isTrue();
        assertThat(parse("osBuild gt 1e30").test(build(Long.MAX_VALUE))).isFalse();
        assertThat(parse("osBuild ge -9223372036854775809").test(build(Long.MIN_VALUE)))
                .isTrue();
        assertThat(parse("osBuild gt -1e30").test(build(null))).isFalse();
        assertThat(parse("osBuild eq 9223372036854775808").test(build(Long.MAX_VALUE)))
                .isFalse();
        assertThat(parse("osBuild eq 9223372036854775807").test(build(Long.MAX_VALUE)))
                .isTrue();
        assertThat(parse("osBuild eq 0.5").test(build(0L))).isFalse();
        assertThat(parse("osBuild ne 0.5").test(build(null))).isTrue();
    }

    @Test
    void ordersWordsOfAListByTheirPlaceInIt() {
        Filter<Asset> filter = parse("healthStatus ge 'inactive'");
        assertThat(filter.test(asset("Active"))).isTrue();
        assertThat(filter.test(asset("Inactive"))).isTrue();
        assertThat(filter.test(asset("Unknown"))).isFalse();
    }

    @Test
    void takesAGuidWithoutQuotes() {
        assertThat(parse("id eq 12345678-ABCD-ef00-0000-123456789012")
                        .test(Asset.named("12345678-abcd-EF00-0000-123456789012")))
                .isTrue();
    }

    /** The filters of the documentation of the Defender API, in the names of this test. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lastSeen gt 2018-08-01Z",
                "lastSeen ge 2019-11-22T00:00:00Z and lastSeen gt 2018-10-20T00:00:00Z",
                "lastSeen+gt+2019-11-22T00:00:00.1234567Z",
                "healthStatus ne 'Active'",
                "HealthStatus%20eq%20'Active'",
                "startswith(title,'mymachine')",
                "machineTags/any(tag: tag eq 'ExampleTag')",
                "machineTags/any(tag:startswith(tag,%20'win'))",
                "title eq 'desk%2Btop' and healthStatus eq 'inactive'"
            })
    void readsTheFiltersOfTheDocumentation(String written) {
        assertThat(Asset.query("$filter=" + written).filter()).isNotEqualTo(Filter.everything());
    }

    @Test
    void keepsItsMeaningThroughAQueryString() {
        assertThat(Asset.query("%24FILTER=title+eq+'a%2Bb%26c'").filter()).isEqualTo(is(Asset.TITLE, EQ, "a+b&c"));
    }

    @Test
    void meansWhatWasMeantHoweverItIsWritten() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Asset> rows =
                Stream.generate(() -> SpokenFilter.row(random)).limit(30).toList();
        for (int i = 0; i < 10_000; i++) {
            SpokenFilter said = SpokenFilter.random(random, 3);
            Filter<Asset> understood = parse(said.text());
            assertThat(rows.stream().filter(understood::test).toList())
                    .as("-Dseed=%d: %s", seed, said)
                    .isEqualTo(rows.stream().filter(said.meant()::test).toList());
        }
    }

    private static Filter<Asset> parse(String text) {
        return FilterBinder.filter(text, Asset.SHAPE);
    }

    private static Filter<Asset> is(Property<Asset> property, Comparison comparison, Object value) {
        return new Compare<>(property, comparison, value);
    }

    private static Asset asset(String health) {
        return new Asset("1", null, health, null, null, null, null, null, List.of(), null);
    }

    private static Asset build(Long build) {
        return new Asset("1", null, null, build, null, null, null, null, List.of(), null);
    }
}

package dev.lightmeter.server.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as they go on the wire: rows, order, selection, pages. */
class ListTest {

    private static final String CONTEXT = "{\"@odata.context\":\"https://meter.example.org/api/$metadata#Assets";

    private static final Asset FULL = new Asset(
            "1e5b",
            "a \"quoted\" é\uD83D\uDE00\n",
            "Active",
            18_209L,
            41.38041766305988,
            false,
            Instant.parse("2019-12-03T07:23:53.280499Z"),
            List.of("one", "two"),
            List.of(new Asset.Address("10.0.0.1", "0A0B"), new Asset.Address("10.0.0.2", null)),
            new Asset.Address("10.0.0.3", null));

    @Test
    void writesEveryPropertyInItsOrderAndNullsToo() {
        assertThat(body("", FULL, Asset.named("2")))
                .isEqualTo(
                        CONTEXT + "\",\"value\":["
                                + "{\"id\":\"1e5b\",\"title\":\"a \\\"quoted\\\" é\uD83D\uDE00\\n\",\"healthStatus\":\"Active\","
                                + "\"osBuild\":18209,\"impact\":41.38041766305988,\"isExcluded\":false,"
                                + "\"lastSeen\":\"2019-12-03T07:23:53.280499Z\",\"machineTags\":[\"one\",\"two\"],"
                                + "\"ipAddresses\":[{\"ipAddress\":\"10.0.0.1\",\"macAddress\":\"0A0B\"},"
                                + "{\"ipAddress\":\"10.0.0.2\",\"macAddress\":null}],"
                                + "\"mainAddress\":{\"ipAddress\":\"10.0.0.3\",\"macAddress\":null}},"
                                + "{\"id\":\"2\",\"title\":null,\"healthStatus\":null,\"osBuild\":null,\"impact\":null,"
                                + "\"isExcluded\":null,\"lastSeen\":null,\"machineTags\":[],\"ipAddresses\":[],\"mainAddress\":null}]}");
    }

    @Test
    void writesAnEmptyList() {
        assertThat(body("$filter=false", FULL)).isEqualTo(CONTEXT + "\",\"value\":[]}");
    }

    @Test
    void writesOnlyWhatIsSelectedInTheOrderOfTheDescription() {
        assertThat(body("$select=OSBUILD, id", FULL))
                .isEqualTo(CONTEXT + "(id,osBuild)\",\"value\":[{\"id\":\"1e5b\",\"osBuild\":18209}]}");
        assertThat(body("$select=*", FULL)).isEqualTo(body("", FULL));
    }

    @Test
    void namesTheTypeOfRowsWhereTheServiceDoes() {
        EntitySet<Asset> typed = Asset.SET.namingTypes().inContext("Assets/microsoft.windowsDefenderATP.api.Asset");
        assertThat(body(typed, "$select=id", FULL))
                .isEqualTo(CONTEXT + "/microsoft.windowsDefenderATP.api.Asset\",\"value\":["
                        + "{\"@odata.type\":\"#microsoft.windowsDefenderATP.api.Asset\",\"id\":\"1e5b\"}]}");
    }

    @Test
    void countsAllThatMatch() {
        assertThat(body("$count=true&$top=1&$select=id&$filter=title eq null", assets(5)))
                .isEqualTo(CONTEXT + "(id)\",\"@odata.count\":5,\"value\":[{\"id\":\"0\"}]}");
        assertThat(Asset.query("$filter=id ne '3'&$top=1").count(assets(5).stream()))
                .isEqualTo(4);
    }

    @Test
    void takesTopAndSkipAndLinksToNothingWhenTheClientSaysHowMany() {
        assertThat(ids(body("$top=2&$skip=1", assets(5)))).containsExactly("1", "2");
        assertThat(ids(body("$top=0", assets(5)))).isEmpty();
        assertThat(ids(body("$skip=7", assets(5)))).isEmpty();
        assertThat(body("$top=2", assets(5))).doesNotContain("nextLink");
    }

    @Test
    void ordersByWhatTheClientSaysThenByKey() {
        List<Asset> rows = List.of(
                row("a", "Inactive", 2L), row("b", null, 1L), row("C", "Active", 1L), row("d", "Inactive", null));
        assertThat(ids(body("", rows))).containsExactly("a", "b", "C", "d");
        assertThat(ids(body("$orderby=osbuild", rows))).containsExactly("d", "b", "C", "a");
        assertThat(ids(body("$orderby=osBuild desc,id DESC", rows))).containsExactly("a", "C", "b", "d");
        assertThat(ids(body("$orderby=healthStatus,  osBuild  asc", rows))).containsExactly("b", "d", "a", "C");
    }

    @Test
    void linksToTheNextPageAndKeepsTheRestOfTheAddressByteForByte() {
        String query = "x=1&%24filter=startswith(title,'a%2B')+or+title%20eq%20null&$select=id&$skip=1";
        String first = body(Asset.SET.pagesOf(2), query, assets(5));
        assertThat(ids(first)).containsExactly("1", "2");
        assertThat(link(first))
                .startsWith(
                        "https://meter.example.org/api/assets?x=1&%24filter=startswith(title,'a%2B')+or+title%20eq%20null"
                                + "&$select=id&$skip=3&$skiptoken=");
        assertThat(first).endsWith("\"}");
        String second = follow(first, assets(5));
        assertThat(ids(second)).containsExactly("3", "4");
        assertThat(second).doesNotContain("nextLink");
    }

    @Test
    void losesAndRepeatsNoRowThatStaysWhileOthersComeAndGo() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int walk = 0; walk < 50; walk++) {
            TreeSet<Integer> present =
                    new TreeSet<>(IntStream.range(0, 300).boxed().toList());
            TreeSet<Integer> always = new TreeSet<>(present);
            List<String> seen = new ArrayList<>();
            String order = random.nextBoolean() ? "$orderby=title desc" : "";
            String page = body(Asset.SET.pagesOf(7), order, numbered(present));
            while (true) {
                seen.addAll(ids(page));
                if (!page.contains("nextLink")) break;
                for (int change = 0; change < 5; change++) {
                    int number = random.nextInt(400);
                    if (!present.remove(number)) present.add(number);
                    else always.remove(number);
                }
                page = follow(page, numbered(present));
            }
            assertThat(seen).as("-Dseed=%d", seed).doesNotHaveDuplicates();
            assertThat(seen)
                    .as("-Dseed=%d", seed)
                    .containsAll(always.stream().map("%03d"::formatted).toList());
        }
    }

    @Test
    void continuesBehindMissingValuesToo() {
        List<Asset> rows =
                List.of(row("a", null, null), row("b", null, null), row("c", null, 5L), row("d", "Active", 5L));
        for (String order :
                List.of("osBuild", "osBuild desc", "healthStatus", "healthStatus desc,osBuild", "lastSeen")) {
            List<String> seen = new ArrayList<>();
            String page = body(Asset.SET.pagesOf(1), "$orderby=" + order, rows);
            for (int pages = 1; page.contains("nextLink"); pages++) {
                assertThat(pages).isLessThan(5);
                seen.addAll(ids(page));
                page = follow(page, rows);
            }
            seen.addAll(ids(page));
            assertThat(seen).as(order).containsExactlyInAnyOrder("a", "b", "c", "d");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $top=1001 | The query option '$top' must not be greater than 1000 for Assets, got 1001
            $top=-1 | The query option '$top' must be a whole number from 0 to 2147483647, got '-1'
            $skip=x | The query option '$skip' must be a whole number from 0 to 2147483647, got 'x'
            $count=yes | The query option '$count' must be true or false, got 'yes'
            $stop=1 | The query option '$stop' is not supported here
            $expand=x | The query option '$expand' is not supported here
            $top=1&%24TOP=2 | The query option '$TOP' is given twice
            $format=xml | The query option '$format' must be json, got 'xml'
            $skiptoken=x | The query option '$skiptoken' is none of this list; take it from @odata.nextLink
            $skiptoken=WyJhIiwiYiJd | The query option '$skiptoken' is none of this list; take it from @odata.nextLink
            $orderby=osBuild&$skiptoken=WyJhIiwiYiJd | The query option '$skiptoken' is none of this list; take it from @odata.nextLink
            $orderby=lastSeen&$skiptoken=WyJhIiwiYiJd | The query option '$skiptoken' is none of this list; take it from @odata.nextLink
            $select=id,,title | The $select is wrong at column 4: expected the name of a property
            $orderby=id up | The $orderby is wrong at column 4: expected asc or desc, found 'up'
            $orderby=machineTags | The $orderby is wrong at column 1: expected a property with an order; machineTags is a list
            $orderby=id, ipAddresses | The $orderby is wrong at column 5: expected a property with a single value; ipAddresses holds objects
            """)
    void refusesOptionsThatItCannotHonour(String query, String why) {
        assertThatThrownBy(() -> body(query, assets(3)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("ODataError"))
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top=1",
                "filter=nonsense",
                "",
                "&&",
                "$format=json",
                "%24Format=application/json;odata.metadata=minimal"
            })
    void leavesOptionsAloneThatAreNotItsOwn(String query) {
        assertThat(ids(body(query, assets(3)))).containsExactly("0", "1", "2");
    }

    @Test
    void ordersALongListByItsKeyOnly() {
        assertThat(ids(body(Asset.SET.inOneOrder(), "$orderby=id desc", assets(3))))
                .containsExactly("2", "1", "0");
        assertThatThrownBy(() -> body(Asset.SET.inOneOrder(), "$orderby=title", assets(3)))
                .hasMessage("The $orderby is wrong at column 1: this list comes in the order of id only");
    }

    @Test
    void neverFailsOnATokenThatAClientMadeUp() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            String token = random.nextBoolean()
                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                    : java.util.Base64.getUrlEncoder().encodeToString(bytes);
            assertThat(Position.parse(token)).as("-Dseed=%d", seed).isNotNull();
        }
        assertThat(Position.parse("W".repeat(100_000))).isEmpty();
        Position position = Position.of("a\"\n", null, "é");
        assertThat(Position.parse(position.token())).contains(position);
    }

    private static Asset row(String id, String health, Long build) {
        return new Asset(id, null, health, build, null, null, null, null, List.of(), null);
    }

    private static List<Asset> assets(int rows) {
        return IntStream.range(0, rows).mapToObj(i -> Asset.named("" + i)).toList();
    }

    /** Titles that repeat, so that the key has to tell rows apart. */
    private static List<Asset> numbered(TreeSet<Integer> numbers) {
        return numbers.stream()
                .map(n -> new Asset(
                        "%03d".formatted(n), "" + n % 10, null, null, null, null, null, null, List.of(), null))
                .toList();
    }

    private static String body(String query, Asset... rows) {
        return body(query, List.of(rows));
    }

    private static String body(String query, List<Asset> rows) {
        return body(Asset.SET, query, rows);
    }

    private static String body(EntitySet<Asset> set, String query, Asset... rows) {
        return body(set, query, List.of(rows));
    }

    private static String body(EntitySet<Asset> set, String query, List<Asset> rows) {
        Query<Asset> asked = Query.of(
                set, FormFields.parse(query), new RequestAddress("https://meter.example.org", "/api/assets", query));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            asked.write(asked.page(rows.stream()), out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What comes back when the client takes the link, from a list with the same size of pages. */
    private static String follow(String page, List<Asset> rows) {
        int size = ids(page).size();
        return body(Asset.SET.pagesOf(size), link(page).split("\\?", 2)[1], rows);
    }

    private static String link(String page) {
        Matcher link = Pattern.compile("\"@odata.nextLink\":\"([^\"]+)\"}$").matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    private static List<String> ids(String page) {
        return Pattern.compile("\\{\"id\":\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

package dev.lightmeter.storage.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.storage.query.Filter.AnyOf;
import dev.lightmeter.storage.query.Filter.Compare;
import dev.lightmeter.storage.query.Filter.IsNull;
import dev.lightmeter.storage.query.Filter.Matches;
import dev.lightmeter.storage.query.Filter.Not;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the SQL of filters to their meaning in memory, on DuckDB. */
class SqlFilterTest {

    private static final int ROWS = 60;
    private static final int FILTERS = 12_000;
    private static final int AT_ONCE = 40;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table r (number integer, a_text varchar, an_id varchar, a_level varchar, a_whole bigint,
                        a_real double precision, a_truth boolean, an_instant timestamp, the_tags varchar)""");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void givesEveryRowTheAnswerThatItHasInMemory() throws SQLException {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Row> rows =
                IntStream.range(0, ROWS).mapToObj(i -> Row.random(i, random)).toList();
        for (Row row : rows) insert(row);
        RandomFilters filters = new RandomFilters(random);
        for (int done = 0; done < FILTERS; done += AT_ONCE) {
            List<Filter<Row>> some =
                    IntStream.range(0, AT_ONCE).mapToObj(i -> filters.next()).toList();
            compareAsColumns(some, rows, seed);
            compareAsCondition(some.getFirst(), rows, seed);
        }
    }

    /** Forty filters in one query are forty times faster than one; a null would be seen here. */
    private void compareAsColumns(List<Filter<Row>> filters, List<Row> rows, long seed) throws SQLException {
        List<SqlFilter> written = filters.stream().map(SqlFilter::of).toList();
        String columns = written.stream().map(SqlFilter::condition).collect(Collectors.joining(", "));
        List<Object> parameters =
                written.stream().flatMap(sql -> sql.parameters().stream()).toList();
        try (PreparedStatement select =
                connection.prepareStatement("select " + columns + " from r order by r.number")) {
            bind(select, parameters);
            try (ResultSet result = select.executeQuery()) {
                for (Row row : rows) {
                    assertThat(result.next()).isTrue();
                    for (int i = 0; i < filters.size(); i++) {
                        assertThat(result.getObject(i + 1))
                                .as("-Dseed=%d: %s on %s as %s", seed, filters.get(i), row, written.get(i))
                                .isEqualTo(filters.get(i).test(row));
                    }
                }
            }
        }
    }

    private void compareAsCondition(Filter<Row> filter, List<Row> rows, long seed) throws SQLException {
        assertThat(select(filter))
                .as("-Dseed=%d: %s", seed, filter)
                .isEqualTo(rows.stream().filter(filter::test).map(Row::number).toList());
    }

    @Test
    void doesNotReadTextAsSql() throws SQLException {
        insert(new Row(1, "'; drop table r; --", null, null, null, null, null, null, List.of("a%", "b_")));
        assertThat(select(new Compare<>(Row.TEXT, Comparison.EQ, "'; drop table r; --")))
                .containsExactly(1);
        assertThat(select(new Matches<>(Row.TEXT, Place.ANYWHERE, "%"))).isEmpty();
        assertThat(select(new AnyOf<>(Row.TAGS, new Compare<>(AnyOf.ELEMENT, Comparison.EQ, "a%"))))
                .containsExactly(1);
        assertThat(select(new AnyOf<>(Row.TAGS, new Matches<>(AnyOf.ELEMENT, Place.START, "_"))))
                .isEmpty();
    }

    @Test
    void knowsAMissingValueFromEveryOther() throws SQLException {
        insert(new Row(1, null, null, null, null, null, null, null, null));
        insert(new Row(2, "x", null, null, null, null, null, null, null));
        Filter<Row> isX = new Compare<>(Row.TEXT, Comparison.EQ, "x");
        assertThat(select(new IsNull<>(Row.TEXT))).containsExactly(1);
        assertThat(select(new Compare<>(Row.TEXT, Comparison.NE, "x"))).containsExactly(1);
        assertThat(select(new Not<>(isX))).containsExactly(1);
        assertThat(select(new Compare<>(Row.TEXT, Comparison.LE, "z"))).containsExactly(2);
    }

    @Test
    void tellsTimesApartThatLieBetweenTwoMicroseconds() throws SQLException {
        Instant stored = Instant.parse("2026-01-01T00:00:00.000001Z");
        insert(new Row(1, null, null, null, null, null, null, stored, null));
        Instant between = stored.plusNanos(100);
        assertThat(select(new Compare<>(Row.INSTANT, Comparison.EQ, between))).isEmpty();
        assertThat(select(new Compare<>(Row.INSTANT, Comparison.LT, between))).containsExactly(1);
        assertThat(select(new Compare<>(Row.INSTANT, Comparison.GE, between))).isEmpty();
    }

    @Test
    void refusesAPropertyThatIsNoColumn() {
        Property<Row> bare = Property.text("bare", Row::text);
        assertThatThrownBy(() -> SqlFilter.of(new IsNull<>(bare)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the property bare is no column");
    }

    private List<Integer> select(Filter<Row> filter) throws SQLException {
        SqlFilter sql = SqlFilter.of(filter);
        try (PreparedStatement select =
                connection.prepareStatement("select number from r where " + sql.condition() + " order by number")) {
            bind(select, sql.parameters());
            try (ResultSet result = select.executeQuery()) {
                List<Integer> numbers = new ArrayList<>();
                while (result.next()) numbers.add(result.getInt(1));
                return numbers;
            }
        }
    }

    private void insert(Row row) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into r values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, row.number());
            insert.setString(2, row.text());
            insert.setString(3, row.id());
            insert.setString(4, row.level());
            insert.setObject(5, row.whole());
            insert.setObject(6, row.real());
            insert.setObject(7, row.truth());
            insert.setObject(8, row.instant() == null ? null : LocalDateTime.ofInstant(row.instant(), ZoneOffset.UTC));
            insert.setString(9, row.tags() == null ? null : String.join("\n", row.tags()));
            insert.execute();
        }
    }

    private static void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) statement.setObject(i + 1, parameters.get(i));
    }
}

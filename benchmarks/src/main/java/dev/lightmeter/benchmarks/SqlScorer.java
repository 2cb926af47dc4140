package dev.lightmeter.benchmarks;

import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.score.Parameters;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The peer: the formula in DuckDB's SQL, in integers, over tables in its memory. Gives the same bits as the scorer. */
final class SqlScorer implements AutoCloseable {

    private static final String SCORE = """
            with summed as (
                select device, sum(ordinary)::bigint as ordinary, sum(facing)::bigint as facing
                from finding join hazard using (weakness) group by device),
            scored as (
                select grp, weight, 1000000000 + coalesce(if(d.facing, s.facing, s.ordinary), 0) as one_and_hazard
                from device d left join summed s on s.device = d.id),
            device_score as (
                select grp, weight,
                    1000000000 - (2000000000000000000 + one_and_hazard) // (2 * one_and_hazard) as score
                from scored),
            grouped as (
                select grp, sum(weight * score) as a, sum(weight) as w
                from device_score group by grouping sets ((grp), ()))
            select grp, a::bigint, w::bigint, (a // w * 100 + (2 * (a % w * 100) + w) // (2 * w))::bigint
            from grouped order by grp nulls last
            """;

    private final DuckDBConnection connection;
    private final DuckDBAppender findings;
    private final DuckDBAppender devices;

    /** A group's sums and score as SQL computes them; the organisation is the last. */
    record Row(long weighted, long weight, long score) {}

    SqlScorer(BareLoop tables) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table finding(device integer, weakness integer)");
            statement.execute("create table hazard(weakness integer, ordinary bigint, facing bigint)");
            statement.execute("create table device(id integer, grp integer, weight bigint, facing boolean)");
        }
        try (DuckDBAppender hazards = connection.createAppender("main", "hazard")) {
            for (int w = 0; w < tables.weaknesses(); w++) {
                hazards.beginRow();
                hazards.append(w);
                hazards.append(tables.ordinaryHazard(w));
                hazards.append(tables.facingHazard(w));
                hazards.endRow();
            }
        }
        findings = connection.createAppender("main", "finding");
        devices = connection.createAppender("main", "device");
    }

    void put(FleetDevice device) throws SQLException {
        devices.beginRow();
        devices.append(device.slot());
        devices.append(SyntheticFleet.groupOf(device.slot()));
        devices.append((long) Parameters.DEFAULT.weights().of(device.device().value()));
        devices.append(device.device().internetFacing());
        devices.endRow();
        for (int weakness : device.weaknesses()) {
            findings.beginRow();
            findings.append(device.slot());
            findings.append(weakness);
            findings.endRow();
        }
    }

    /** Makes visible what was put. */
    void flush() throws SQLException {
        devices.close();
        findings.close();
    }

    List<Row> score() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(SCORE)) {
            while (result.next()) rows.add(new Row(result.getLong(2), result.getLong(3), result.getLong(4)));
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

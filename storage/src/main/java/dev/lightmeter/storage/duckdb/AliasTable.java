package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.decision.Aliases;
import dev.lightmeter.core.decision.Aliases.Alias;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;

/** By which names weaknesses are also called. Only added to. */
final class AliasTable {

    private AliasTable() {}

    static Aliases load(Sql sql) {
        List<Alias> aliases = new ArrayList<>();
        sql.read("select advisory, weakness from weakness_alias", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                aliases.add(new Alias(
                        chunk.vector(0).getString(row), chunk.vector(1).getString(row)));
            }
        });
        return Aliases.of(aliases);
    }

    /** Returns whether there is one that nobody told before. */
    static boolean save(Sql sql, Set<Alias> told) {
        if (told.isEmpty()) return false;
        sql.execute("create temp table told_alias as select * from weakness_alias limit 0");
        try (DuckDBAppender rows = sql.temporaryAppender("told_alias")) {
            for (Alias alias : told) {
                rows.beginRow()
                        .append(alias.advisory())
                        .append(alias.weakness())
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        int added =
                sql.execute("insert into weakness_alias select * from told_alias except select * from weakness_alias");
        sql.execute("drop table told_alias");
        return added > 0;
    }
}

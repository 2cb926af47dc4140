package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.storage.VexDocuments;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;

/** Statements, in three tables that nothing else writes to; so a connection of its own is enough. */
final class DuckDbVexDocuments implements VexDocuments {

    private enum Role {
        WHOLE,
        PART
    }

    private enum Kind {
        PACKAGE,
        CPE,
        PLAIN
    }

    private static final List<String> TABLES = List.of("vex_statement", "vex_product");

    private final Supplier<Sql> connections;

    DuckDbVexDocuments(Supplier<Sql> connections) {
        this.connections = connections;
    }

    @Override
    public List<VexDocument> all() {
        try (Sql sql = connections.get()) {
            Map<String, List<VexStatement>> statements = statements(sql, products(sql));
            List<VexDocument> documents = new ArrayList<>();
            sql.read(
                    "select id, name, author, version, epoch_us(written_at), file from vex_document order by written_at, id",
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            documents.add(new VexDocument(
                                    chunk.vector(1).getString(row),
                                    chunk.vector(2).getString(row),
                                    chunk.vector(3).getString(row),
                                    Micros.instant(chunk.vector(4).getLong(row)),
                                    chunk.vector(5).getString(row),
                                    statements.getOrDefault(chunk.vector(0).getString(row), List.of())));
                        }
                    });
            return documents;
        }
    }

    /** All of it or nothing, one after the other. */
    @Override
    public synchronized void keep(VexDocument document) {
        try (Sql sql = connections.get()) {
            delete(sql, document.id());
            sql.execute(
                    "insert into vex_document values (?, ?, ?, ?, ?, ?)",
                    document.id().toString(),
                    document.name(),
                    document.author(),
                    document.version(),
                    LocalDateTime.ofInstant(document.writtenAt(), ZoneOffset.UTC),
                    document.file());
            append(sql, document);
            sql.commit();
        }
    }

    @Override
    public synchronized boolean remove(UUID id) {
        try (Sql sql = connections.get()) {
            boolean known = delete(sql, id);
            sql.commit();
            return known;
        }
    }

    private static boolean delete(Sql sql, UUID id) {
        for (String table : TABLES) sql.execute("delete from " + table + " where document = ?", id.toString());
        return sql.execute("delete from vex_document where id = ?", id.toString()) > 0;
    }

    private static void append(Sql sql, VexDocument document) {
        String id = document.id().toString();
        try (DuckDBAppender statements = sql.appender("vex_statement");
                DuckDBAppender products = sql.appender("vex_product")) {
            int number = 0;
            for (VexStatement statement : document.statements()) {
                statements
                        .beginRow()
                        .append(id)
                        .append(number)
                        .append(statement.weakness())
                        .append(statement.status().name())
                        .append(statement.justification())
                        .appendEpochMicros(Micros.of(statement.at()))
                        .append(statement.place())
                        .endRow();
                for (ProductName whole : statement.wholes()) append(products, id, number, Role.WHOLE, whole);
                for (ProductName part : statement.parts()) append(products, id, number, Role.PART, part);
                number++;
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static void append(DuckDBAppender rows, String document, int statement, Role role, ProductName product)
            throws SQLException {
        rows.beginRow().append(document).append(statement).append(role.name());
        switch (product) {
            case ProductName.PackageUrl(var type, var namespace, var name, var version, var tag, var text) ->
                append(rows, Kind.PACKAGE, type, namespace, name, version, tag, text);
            case ProductName.Cpe(var vendor, var name, var version, var text) ->
                append(rows, Kind.CPE, "", vendor, name, version, "", text);
            case ProductName.Plain(var text) -> append(rows, Kind.PLAIN, "", "", "", "", "", text);
        }
        rows.endRow();
    }

    private static void append(DuckDBAppender rows, Kind kind, String... columns) throws SQLException {
        rows.append(kind.name());
        for (String column : columns) rows.append(column);
    }

    /** The names of products by document and number of the statement. */
    private static Map<String, Products> products(Sql sql) {
        Map<String, Products> products = new HashMap<>();
        sql.read("""
                select document, statement, role, kind, type, namespace, name, version, tag, text
                from vex_product order by rowid""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                Products of = products.computeIfAbsent(
                        chunk.vector(0).getString(row) + " " + chunk.vector(1).getInt(row), added -> new Products());
                switch (Stored.word(Role.class, chunk.vector(2).getString(row))) {
                    case WHOLE -> of.wholes.add(product(chunk, row));
                    case PART -> of.parts.add(product(chunk, row));
                }
            }
        });
        return products;
    }

    private static ProductName product(DuckDBDataChunkReader chunk, int row) throws SQLException {
        String namespace = chunk.vector(5).getString(row);
        String name = chunk.vector(6).getString(row);
        String version = chunk.vector(7).getString(row);
        String text = chunk.vector(9).getString(row);
        return switch (Stored.word(Kind.class, chunk.vector(3).getString(row))) {
            case PACKAGE ->
                new ProductName.PackageUrl(
                        chunk.vector(4).getString(row),
                        namespace,
                        name,
                        version,
                        chunk.vector(8).getString(row),
                        text);
            case CPE -> new ProductName.Cpe(namespace, name, version, text);
            case PLAIN -> new ProductName.Plain(text);
        };
    }

    private static Map<String, List<VexStatement>> statements(Sql sql, Map<String, Products> products) {
        Map<String, List<VexStatement>> statements = new HashMap<>();
        sql.read("""
                select document, number, weakness, status, justification, epoch_us(stated_at), place
                from vex_statement order by document, number""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                String document = chunk.vector(0).getString(row);
                Products about =
                        products.getOrDefault(document + " " + chunk.vector(1).getInt(row), new Products());
                statements
                        .computeIfAbsent(document, added -> new ArrayList<>())
                        .add(new VexStatement(
                                chunk.vector(2).getString(row),
                                Stored.word(FindingStatus.class, chunk.vector(3).getString(row)),
                                about.wholes,
                                about.parts,
                                chunk.vector(4).getString(row),
                                Micros.instant(chunk.vector(5).getLong(row)),
                                chunk.vector(6).getString(row)));
            }
        });
        return statements;
    }

    private static final class Products {
        private final List<ProductName> wholes = new ArrayList<>();
        private final List<ProductName> parts = new ArrayList<>();
    }
}

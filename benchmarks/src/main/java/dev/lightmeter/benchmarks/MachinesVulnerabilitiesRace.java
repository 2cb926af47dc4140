package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages of the longest list there is, against a database that writes the same JSON. */
final class MachinesVulnerabilitiesRace implements Race {

    private static final int DEVICES = 2_000;
    private static final int ROWS = 10_000;

    /** Pages that are fetched one after the other in one round. */
    private static final int PAGES = 10;

    private static final Rounds ROUNDS = new Rounds(2, 5);
    private static final Pattern NEXT = Pattern.compile("\"@odata.nextLink\":\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("\\{\"id\":");

    @Override
    public String id() {
        return "machines-vulnerabilities";
    }

    @Override
    public String title() {
        return "GET /api/vulnerabilities/machinesVulnerabilities";
    }

    @Override
    public String about() {
        return """
                2,000 devices; one client over the loopback device fetches ten pages of 10,000 rows one after the other, \
                each by the link in the one before, with a bearer token. DuckDB writes the same ten pages as JSON \
                arrays into files: from a table with one row for each device, weakness and path, joined with the tables \
                of names, ordered, from behind the last row of the page before. Median of five rounds in turn.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        ServeProcess.build();
        Path data = course.freshFolder("findings");
        SyntheticFleet fleet = new SyntheticFleet(DEVICES, course.scale().findingsPerDevice());
        StoredFleet.write(data, fleet, course::say);
        try (ServeProcess server = new ServeProcess(course, data);
                HttpClient http = HttpClient.newHttpClient();
                Connection db = DriverManager.getConnection("jdbc:duckdb:")) {
            Pages ours = new Pages(
                    http, server.token(), server.base().resolve("/api/vulnerabilities/machinesVulnerabilities"));
            Path files = Files.createDirectories(course.freshFolder("duckdb-pages"));
            fill(db, ours.all(Files.createDirectories(course.freshFolder("our-pages"))));
            List<String> starts = starts(db);
            List<Times> times =
                    ROUNDS.of(Rounds.timed(() -> ours.fetch(PAGES)), Rounds.timed(() -> write(db, files, starts)));
            Table table = new Table("who", "rows", "time", "rows/s");
            double rows = (double) PAGES * ROWS;
            row(table, "Lightmeter over HTTP", times.get(0), rows);
            row(table, "DuckDB into files", times.get(1), rows);
            double ourSpeed = rows / times.get(0).median() * 1e9;
            return new Result(
                    List.of(table), List.of(Target.atLeast(100_000, "rows a second out of the server", ourSpeed)));
        }
    }

    private static void row(Table table, String who, Times times, double rows) {
        table.row(
                who,
                Figures.count((long) rows),
                Figures.time(times.median()),
                Figures.count(Math.round(rows / times.median() * 1e9)));
    }

    /** The tables of a database that knows what the server knows, made of what the server tells. */
    private static void fill(Connection db, List<Path> pages) throws SQLException {
        try (Statement sql = db.createStatement()) {
            for (int i = 0; i < pages.size(); i++) {
                String read = "select unnest(value, recursive := true) from read_json('" + pages.get(i)
                        + "', maximum_object_size = 100000000)";
                sql.execute(i == 0 ? "create table told as " + read : "insert into told " + read);
            }
            sql.execute("create table weakness as select row_number() over (order by cveId) as w, cveId, severity"
                    + " from (select distinct cveId, severity from told)");
            sql.execute("create table software as select row_number() over () as p, productVendor, productName,"
                    + " productVersion from (select distinct productVendor, productName, productVersion from told)");
            sql.execute("create table device as select row_number() over (order by machineId) as d, machineId"
                    + " from (select distinct machineId from told)");
            sql.execute("create table finding as select d::integer as d, w::integer as w, p::integer as p from told"
                    + " join weakness using (cveId) join software using (productVendor, productName, productVersion)"
                    + " join device using (machineId) order by all");
            sql.execute("drop table told");
        }
    }

    private static void write(Connection db, Path files, List<String> starts) throws SQLException {
        try (Statement sql = db.createStatement()) {
            for (int page = 0; page < starts.size(); page++) {
                String rows = "select d, w, p from finding where (d, w, p) > (" + starts.get(page)
                        + ") order by d, w, p limit " + ROWS;
                sql.execute("copy (select machineId || '-_-' || cveId || '-_-' || productVendor || '-_-' || productName"
                        + " || '-_-' || productVersion || '-_-' as id, cveId, machineId, null::varchar as fixingKbId,"
                        + " productName, productVendor, productVersion, severity from (" + rows + ") page"
                        + " join weakness using (w) join software using (p) join device using (d)"
                        + " order by d, w, p) to '" + files.resolve("page-" + page + ".json")
                        + "' (format json, array true)");
            }
        }
    }

    /** Behind which row each page starts. */
    private static List<String> starts(Connection db) throws SQLException {
        List<String> starts = new ArrayList<>(List.of("0, 0, 0"));
        try (Statement sql = db.createStatement()) {
            while (starts.size() < PAGES) {
                try (var last = sql.executeQuery(
                        "select d, w, p from finding order by d, w, p limit 1 offset " + (starts.size() * ROWS - 1))) {
                    if (!last.next()) throw new IllegalStateException("the database has fewer pages than the server");
                    starts.add(last.getInt(1) + ", " + last.getInt(2) + ", " + last.getInt(3));
                }
            }
        }
        return starts;
    }

    /** The pages of the server. */
    private record Pages(HttpClient http, String token, URI first) {

        /** Fetches so many full pages. */
        void fetch(int pages) throws IOException, InterruptedException {
            URI address = first;
            for (int page = 0; page < pages; page++) {
                String body = get(address);
                if (page == 0 && ROW.matcher(body).results().count() != ROWS) {
                    throw new IllegalStateException("a page has not " + ROWS + " rows");
                }
                address = next(body);
            }
        }

        /** Every page in a file of its own. */
        List<Path> all(Path folder) throws IOException, InterruptedException {
            List<Path> files = new ArrayList<>();
            for (URI address = first; files.size() <= PAGES; address = next(Files.readString(files.getLast()))) {
                files.add(Files.writeString(
                        folder.resolve(files.size() + ".json"), get(address), StandardCharsets.UTF_8));
            }
            return files;
        }

        private String get(URI address) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IllegalStateException(address + ": " + answer.body());
            return answer.body();
        }

        private static URI next(String body) {
            Matcher next = NEXT.matcher(body.substring(Math.max(0, body.length() - 2_000)));
            if (!next.find()) throw new IllegalStateException("there are fewer pages than the race needs");
            return URI.create(next.group(1));
        }
    }
}

package dev.lightmeter.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installed;
import dev.lightmeter.server.auth.Caller;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportsOverHttpTest {

    private static final String PATH = "/lightmeter/v1/reports";

    /** Names that would break the markup if they were taken as they are, and letters of other scripts. */
    private static final String ODD = Installed.FLEET.replace(
            "\"id\": \"inside\"", "\"id\": \"inside\", \"name\": \"<script>alert('x')</script> & Слон\"");

    @TempDir
    private Path folder;

    @Test
    void tellsAManagerWhereAGroupStandsAndWhatToDo() throws Exception {
        try (Installed installed = Installed.withFleet(folder)) {
            String page = installed.get(PATH + "/servers.html").body();
            assertThat(page)
                    .contains("<h1>Servers</h1>", "<svg class=\"gauge\"", "class=\"level medium\">Medium</div>")
                    .contains("<b>2 devices are</b> exposed to a weakness that is known to be exploited.")
                    .contains("The first step below alone brings the score from")
                    .contains(
                            "CVE-2026-0001", "<span class=\"tag\">internet-facing</span>", "Every device is assessed.")
                    .contains("No threat feed is loaded")
                    .doesNotContain("<script", "http://www.w3.org/2000/svg\"/>", "src=", "href=");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        }
    }

    @Test
    void leavesNothingInNamesThatABrowserWouldObey() {
        try (Installed installed = Installed.in(folder)) {
            installed.post("/lightmeter/v1/imports?name=fleet.json", ODD);
            assertThat(installed.get(PATH + "/servers.html").body())
                    .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; Слон")
                    .doesNotContain("<script");
        }
    }

    @Test
    void tellsTheSameAsPdfOnOnePageForEachGroup() throws Exception {
        try (Installed installed = Installed.in(folder)) {
            installed.post("/lightmeter/v1/imports?name=fleet.json", ODD);
            byte[] one = installed.bytes(PATH + "/Servers.pdf");
            try (PDDocument pdf = Loader.loadPDF(one)) {
                assertThat(pdf.getNumberOfPages()).isEqualTo(1);
                assertThat(new PDFTextStripper().getText(pdf))
                        .contains("Servers", "Medium", "What to do first", "Слон");
            }
            try (PDDocument pdf = Loader.loadPDF(installed.bytes(PATH + ".pdf"))) {
                assertThat(pdf.getNumberOfPages()).isEqualTo(3);
                assertThat(new PDFTextStripper().getText(pdf)).contains("The organisation", "Servers", "Laptops");
            }
        }
    }

    @Test
    void tellsACallerOfTheirOwnGroupsAlone() {
        try (Installed installed = Installed.withFleet(folder)) {
            Caller limited = Installed.administrator().limitedTo(List.of("Laptops"));
            assertThat(installed.get(PATH + "/servers.html", limited).statusCode())
                    .isEqualTo(404);
            assertThat(installed.get(PATH + ".html", limited).body())
                    .contains("Laptops")
                    .doesNotContain("Servers", "CVE-2026-0001");
            assertThat(installed
                            .get("/lightmeter/v1/tables/devices.csv", limited)
                            .body())
                    .contains("clean,")
                    .doesNotContain("inside");
            assertThat(installed
                            .get("/lightmeter/v1/tables/findings.csv", limited)
                            .body()
                            .lines())
                    .hasSize(1);
        }
    }

    @Test
    void handsOutTablesWithOneRowForEachThing() {
        try (Installed installed = Installed.withFleet(folder)) {
            HttpResponse<String> devices = installed.get("/lightmeter/v1/tables/devices.csv");
            assertThat(devices.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"devices.csv\"");
            assertThat(devices.body().lines().toList())
                    .hasSize(4)
                    .startsWith("device_id,name,device_group,state,value,internet_facing,assessed_on,score,level")
                    .contains("clean,clean,Laptops,scored,Normal,false,2026-10-01,0.000000000,Low");
            assertThat(installed.get("/lightmeter/v1/tables/groups.csv").body()).contains("\nServers,");
            assertThat(installed.get("/lightmeter/v1/tables/findings.csv").body())
                    .contains("inside,Servers,CVE-2026-0001,,,,va-_-acme-_-portal,open,,false,0.52600,9.8,");
            assertThat(installed.get("/lightmeter/v1/tables/rain.csv").body())
                    .contains("There is no table rain.csv; there are devices, groups and findings");
            assertThat(installed.get(PATH + "/servers.doc").body()).contains("A report ends with .html or .pdf");
        }
    }

    @Test
    void handsOutParquetWithTypes() throws Exception {
        try (Installed installed = Installed.withFleet(folder)) {
            Path file = folder.resolve("devices.parquet");
            Files.write(file, installed.bytes("/lightmeter/v1/tables/devices.parquet"));
            try (var memory = DriverManager.getConnection("jdbc:duckdb:");
                    var statement = memory.createStatement();
                    var rows = statement.executeQuery(
                            "select typeof(score), typeof(assessed_on), score, internet_facing from '" + file
                                    + "' where device_id = 'clean'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("DECIMAL(12,9)");
                assertThat(rows.getString(2)).isEqualTo("DATE");
                assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("0");
                assertThat(rows.getBoolean(4)).isFalse();
            }
        }
    }
}

package dev.lightmeter.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final String FLEET = """
            {"asOf": "2026-10-01", "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600"}],
             "devices": [{"id": "a", "group": "Domain Controllers",
                          "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"}]},
                         {"id": "b", "group": "Laptops"}]}
            """;

    @TempDir
    Path folder;

    private String data = "";

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data").toString();
        Path fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        CommandRun.of("import", "--data", data, fleet.toString());
    }

    @Test
    void writesAPageForAGroupAndForAll() throws IOException {
        Path page = folder.resolve("dc.HTML");
        CommandRun one = report("--group", "domain controllers", "--out", page.toString());
        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(Files.readString(page)).contains("<h1>Domain Controllers</h1>", "What to do first");
        Path all = folder.resolve("all.pdf");
        assertThat(report("--all", "--out", all.toString()).exitCode()).isZero();
        assertThat(new String(Files.readAllBytes(all), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
    }

    @Test
    void writesTablesIntoAFolder() throws IOException {
        Path tables = folder.resolve("tables");
        assertThat(report("--format", "csv", "--out", tables.toString()).exitCode())
                .isZero();
        assertThat(Files.readAllLines(tables.resolve("findings.csv"))).hasSize(2);
        assertThat(report("--format", "parquet", "--out", tables.toString()).exitCode())
                .isZero();
        assertThat(Files.readAllBytes(tables.resolve("groups.parquet"))).startsWith('P', 'A', 'R', '1');
    }

    @Test
    void saysWhatItCannotWrite() {
        CommandRun ending = report("--out", folder.resolve("x.doc").toString());
        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(ending.err()).contains("--out must end with .html or .pdf");
        CommandRun group =
                report("--group", "Attic", "--out", folder.resolve("x.html").toString());
        assertThat(group.exitCode()).isEqualTo(1);
        assertThat(group.err()).contains("there is no device group Attic");
    }

    private CommandRun report(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 3);
        System.arraycopy(options, 0, all, 3, options.length);
        all[0] = "report";
        all[1] = "--data";
        all[2] = data;
        return CommandRun.of(all);
    }
}

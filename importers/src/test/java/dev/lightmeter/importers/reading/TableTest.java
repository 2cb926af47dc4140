package dev.lightmeter.importers.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheDelimiterThatNamesTheColumns(String delimiter) throws IOException {
        String text = "Host Name;CVE_ID;Note\nh1;CVE-1;a\nh2;CVE-2;b\n".replace(";", delimiter);

        assertThat(rows(text.getBytes(UTF_8))).containsExactly("line 2: h1 CVE-1", "line 3: h2 CVE-2");
    }

    @Test
    void findsTheColumnsBelowLinesOfACompanyAndADate() throws IOException {
        assertThat(rows("""
                        sep=;
                        "Report of ""us"", and others","3 March"

                        # a comment
                        Note;CVE-ID;host name
                        "a
                        b";CVE-1;h1
                        """.getBytes(UTF_8))).containsExactly("line 6: h1 CVE-1");
    }

    @Test
    void readsEveryEncodingThatSpreadsheetsWrite() throws IOException {
        String text = "hostname\tcveid\nZürich€\tCVE-1\n";

        assertThat(rows(text.getBytes(UTF_8))).containsExactly("line 2: Zürich€ CVE-1");
        assertThat(rows(("\ufeff" + text).getBytes(UTF_8))).containsExactly("line 2: Zürich€ CVE-1");
        assertThat(rows(("\ufeff" + text).getBytes(UTF_16LE))).containsExactly("line 2: Zürich€ CVE-1");
        assertThat(rows(text.getBytes(Charset.forName("windows-1252")))).containsExactly("line 2: Zürich€ CVE-1");
        assertThat(rows("hostname,cveid\nZürich,CVE-1\n".getBytes(ISO_8859_1))).containsExactly("line 2: Zürich CVE-1");
    }

    @Test
    void readsALongTextAcrossTheEdgesOfItsBuffers() throws IOException {
        StringBuilder text = new StringBuilder("hostname,cveid\n");
        for (int i = 0; i < 20_000; i++) text.append("é€😀").append(i).append(",CVE-1\n");

        List<String> rows = rows(text.toString().getBytes(UTF_8));

        assertThat(rows).hasSize(20_000).doesNotHaveDuplicates().allMatch(row -> row.contains(": é€😀"));
    }

    @Test
    void leavesBlankRowsOutAndTakesShortOnes() throws IOException {
        assertThat(rows("hostname,note,cveid\nh1\n , ,\nh2,,CVE-2\n   \n".getBytes(UTF_8)))
                .containsExactly("line 2: h1 ", "line 4: h2 CVE-2");
    }

    @Test
    void refusesATableThatEndsInTheMiddleOfARow() {
        assertRefused(
                "hostname,cveid\nh1,CVE-1\nh2", "line 3: the last row has 1 of 2 columns; is the file truncated?");
    }

    @Test
    void refusesWhatNoHonestTableNeeds() {
        assertRefused(
                "hostname,cveid" + ",x".repeat(1_000_000),
                "more than any honest file needs: a row of more than 4096 columns or 16777216 characters");
        assertRefused(
                "hostname,cveid\n\"" + "x".repeat(5_000_000),
                "more than any honest file needs: a value of more than 4194304 characters; is a quotation mark missing?");
        assertRefused("a,b\n1,2\n", "line 1: the table has no column hostname");
    }

    private List<String> rows(byte[] bytes) throws IOException {
        Path path = Files.write(Files.createTempFile(folder, "table", ".tmp"), bytes);
        Content file = Unpacking.contentsOf(new InputFile("given", path), Limits.DEFAULT)
                .getFirst();
        List<String> rows = new ArrayList<>();
        Table.readLoosely(
                file,
                Progress.NONE,
                List.of("hostname", "cveid"),
                row -> rows.add(row.place() + ": " + row.first("absent", "hostname") + " " + row.first("cveid")));
        return rows;
    }

    private void assertRefused(String text, String why) {
        assertThatThrownBy(() -> rows(text.getBytes(UTF_8)))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(why);
    }
}

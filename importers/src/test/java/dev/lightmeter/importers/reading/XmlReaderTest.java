package dev.lightmeter.importers.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReaderTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatIsAskedForAndPassesOverTheRest() throws IOException {
        assertThat(walk("""
                        <a:hosts xmlns:a="urn:x">
                          <skipped><host>no</host></skipped>
                          <a:host id="1">one <b>two</b><![CDATA[ <three>]]> &amp; &#102;our</a:host><!-- not this -->
                          <mixed>before<name>inner</name> after</mixed>
                        </a:hosts>"""))
                .containsExactly(
                        "host 1 line 3: one two <three> & four", "name: inner", "mixed: before after", "urn:x hosts");
    }

    @Test
    void cutsATextOfAnyLengthAndReadsOn() throws IOException {
        List<String> read = walk("<a><host>" + "x".repeat(3_000_000) + "</host><host>y</host></a>");

        assertThat(read.getFirst()).hasSize("host null line 1: ".length() + XmlReader.LONGEST_TEXT);
        assertThat(read.get(1)).isEqualTo("host null line 1: y");
    }

    @Test
    void passesOverADocumentTypeWithoutFetchingIt() throws IOException {
        assertThat(walk("""
                        <!DOCTYPE a SYSTEM "http://192.0.2.1:9/never-asked.dtd" [
                          <!ENTITY xxe SYSTEM "file:///etc/passwd">
                        ]>
                        <a><host>x</host></a>""")).contains("host null line 4: x");
    }

    @Test
    void refusesEntitiesAndLeavesThemOutOfAttributes() throws IOException {
        String type = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>\n";

        assertRefused(type + "<a><host>&xxe;</host></a>", "line 2: entities are refused: &xxe;");
        assertRefused(type + "<a><skipped>&b;&b;</skipped></a>", "line 2: entities are refused: &b;");
        assertThat(walk(type + "<a><host id='1&xxe;&b;'/></a>")).contains("host 1 line 2: ");
    }

    @Test
    void refusesWhatNoHonestFileNeeds() {
        String names = IntStream.range(0, 10_001)
                .mapToObj(i -> "<n" + i + "/>")
                .collect(Collectors.joining("", "<a>", "</a>"));
        String attributes =
                IntStream.range(0, 300).mapToObj(i -> " n" + i + "='1'").collect(Collectors.joining());

        assertRefused("<a>".repeat(300), "line 1: more than any honest file needs: elements nested too deep");
        assertRefused(
                "<a b='" + "x".repeat(2_000_000) + "'/>",
                "line 1: more than any honest file needs: an attribute that is too long");
        assertRefused("<a" + attributes + "/>", "line 1: more than any honest file needs: too many attributes");
        assertRefused(names, "line 1: more than any honest file needs: 10000 names of elements and attributes");
        assertRefused(
                "<a><" + "x".repeat(9_000_000) + "/></a>",
                "more than any honest file needs: a word of millions of characters");
    }

    @Test
    void tellsTheLineWhereAFileBreaksOrEnds() {
        assertRefused("<a>\n<b></a>", "line 2: broken XML: Unexpected close tag </a>; expected </b>.");
        assertRefused("<a>\n<b>", "line 2: the file ends in the middle; is it truncated?");
        assertRefused("<a>\n<b", "line 2: the file ends in the middle; is it truncated?");
        assertRefused("<a/>\n<b/>", "line 2: broken XML: ");
        assertRefused("<a>\n<host>x&#0;</host></a>", "line 2: broken XML: Invalid character reference");
    }

    @Test
    void readsTheEncodingThatIsDeclaredUnlessAMarkSaysOtherwise() throws IOException {
        String host = "<a><host>Zürich €</host></a>";
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a><host>Zürich</host></a>";
        String untrue = "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + host;

        assertThat(walk(host)).contains("host null line 1: Zürich €");
        assertThat(walk(latin.getBytes(ISO_8859_1))).contains("host null line 1: Zürich");
        assertThat(walk(untrue.getBytes(UTF_16BE))).contains("host null line 1: Zürich €");
        assertThat(walk(untrue.getBytes(UTF_8))).contains("host null line 1: Zürich €");
        assertRefused("<?xml version='1.0' encoding='klingon'?><a/>", "line 1: the encoding klingon is not known");
    }

    @Test
    void toleratesTheBytesOfBanners() throws IOException {
        byte[] stray = "<a><host>caf\u00e9 \u0001 &#x1b;[0m</host></a>".getBytes(ISO_8859_1);

        assertThat(walk(stray)).contains("host null line 1: café \ufffd \u001b[0m");
    }

    private List<String> walk(String text) throws IOException {
        return walk(text.getBytes(UTF_8));
    }

    private List<String> walk(byte[] bytes) throws IOException {
        List<String> read = new ArrayList<>();
        try (XmlReader xml = new XmlReader(content(bytes), Progress.NONE)) {
            xml.root(root -> {
                String namespace = xml.namespace();
                xml.children(name -> {
                    if (name.equals("host")) {
                        String id = xml.attribute("id");
                        String place = xml.place();
                        read.add("host " + id + " " + place + ": " + xml.text());
                    } else if (name.equals("mixed")) {
                        read.add("mixed: " + xml.textAndChildren(inner -> read.add(inner + ": " + xml.text())));
                    }
                });
                read.add(namespace + " " + root);
            });
        }
        return read;
    }

    private void assertRefused(String text, String why) {
        assertThatThrownBy(() -> walk(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith(why);
    }

    private Content content(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "file", ".tmp"), bytes);
        return Unpacking.contentsOf(new InputFile("given", file), Limits.DEFAULT)
                .getFirst();
    }
}

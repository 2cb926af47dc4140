package dev.lightmeter.importers.reading;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class WithoutListsTest {

    @Test
    void emptiesTheListsOfTheOutermostObjectAndNoOthers() throws IOException {
        assertThat(without("""
                {"a": [1, [2], {"b": "]"}], "c": {"d": [3]}, "e": "[4]", "f": []}""")).isEqualTo("""
                {"a": [], "c": {"d": [3]}, "e": "[4]", "f": []}""");
    }

    @Test
    void isNotMisledByBracketsAndQuotationMarksInTexts() throws IOException {
        assertThat(without("""
                {"a": ["]", "\\"]", "\\\\", "a long text with ] and \\" and [ in it"], "b": "\\"[ \\\\"}""")).isEqualTo("""
                {"a": [], "b": "\\"[ \\\\"}""");
    }

    @Test
    void keepsLineEndsSoThatLinesCountAlike() throws IOException {
        assertThat(without("{\"a\": [\n1,\n{\n}], \"b\": 2}")).isEqualTo("{\"a\": [\n\n\n], \"b\": 2}");
    }

    @Test
    void findsTheEndOfAListWhereverItFallsInTheBuffer() throws IOException {
        for (int length = (1 << 16) - 40; length < (1 << 16) + 10; length++) {
            String text = "x".repeat(length);
            assertThat(without("{\"a\": [\"" + text + "\\\\\", \"\\\"\"], \"b\": [2], \"c\": 3}"))
                    .as("a text of %s characters", length)
                    .isEqualTo("{\"a\": [], \"b\": [], \"c\": 3}");
        }
    }

    @Test
    void leavesWideEncodingsAlone() throws IOException {
        byte[] wide = "\ufeff{\"a\": [1]}".getBytes(UTF_16LE);
        try (InputStream in = new WithoutLists(new ByteArrayInputStream(wide))) {
            assertThat(in.readAllBytes()).isEqualTo(wide);
        }
    }

    @Test
    void endsWhereACutOffFileEnds() throws IOException {
        assertThat(without("{\"a\": [1, \"2")).isEqualTo("{\"a\": [");
        assertThat(without("{\"a\": \"[")).isEqualTo("{\"a\": \"[");
        assertThat(without("")).isEmpty();
    }

    @Test
    void readsTheSameByteByByte() throws IOException {
        String json = "{\"a\": [1,\n[2]], \"b\": 3}";
        StringBuilder read = new StringBuilder();
        try (InputStream in = new WithoutLists(new ByteArrayInputStream(json.getBytes(UTF_8)))) {
            for (int next = in.read(); next >= 0; next = in.read()) read.append((char) next);
        }

        assertThat(read).hasToString(without(json));
    }

    private static String without(String json) throws IOException {
        try (InputStream in = new WithoutLists(new ByteArrayInputStream(json.getBytes(UTF_8)))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

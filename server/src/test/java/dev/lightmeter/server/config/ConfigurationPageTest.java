package dev.lightmeter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table in docs/configuration.md equal to the keys in the code. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String START = "<!-- keys: start -->\n";
    private static final String END = "<!-- keys: end -->";

    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        String expected = "| key | default | meaning |\n|---|---|---|\n"
                + Keys.ALL.stream()
                        .map(key -> "| `%s` | %s | %s |\n".formatted(key.name(), key.shownDefault(), key.meaning()))
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("lightmeter.write-docs")) {
            Files.writeString(PAGE, page.substring(0, start) + expected + page.substring(end));
        }
        assertThat(Files.readString(PAGE))
                .as("run the test again with -Dlightmeter.write-docs=true to write the table anew")
                .contains(START + expected + END);
    }

    @Test
    void showsAnExampleThatCanBeRead() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        String example = page.substring(start, page.indexOf("```", start));
        Configuration read = ConfigurationFile.parse(example, "docs/configuration.md");
        assertThat(read).isNotEqualTo(Configuration.DEFAULTS);
        assertThat(read.deviceGroups().rules().ranked()).hasSize(2);
        assertThat(read.auth().issuers()).hasSize(2);
    }
}

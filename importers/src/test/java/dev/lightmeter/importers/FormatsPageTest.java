package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.scanner.ScannerFormats;
import dev.lightmeter.importers.vex.VexFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/formats.md equal to what the formats say of themselves. */
class FormatsPageTest {

    private static final String REFRESH = "lightmeter.refreshDocs";

    private static final String HEAD = """
            # Files that Lightmeter reads

            <!-- written by FormatsPageTest; refresh with: mvn -pl importers -am test -Dlightmeter.refreshDocs=true -->

            Give any mixture of these files, in any order: `lightmeter score FILES…`, `lightmeter import FILES…`. What a file is
            is told by its content, never by its name. `.gz` and `.zip` are read in place. Good rows count and bad ones are
            reported with file, place and reason; a file that is cut off or broken is refused, and its report with it, because
            what is missing from a full report counts as fixed.

            Ids are at most 512 characters long; longer ones are skipped, longer names are cut. Times without an offset are UTC.
            Text is UTF-8, or UTF-16 with a byte order mark; XML may declare another encoding. Tables of scanners may also be
            Windows-1252, separated by comma, semicolon, tab or bar, with columns in any order.

            ## Scanners and inventories
            """;

    private static final String GENERIC = """

            | key | meaning |
            |---|---|
            | `asOf` | the day or the moment that the report describes; the time of import if missing |
            | `source` | who says it; `generic` if missing |
            | `weaknesses[]` | (also `vulns`) `id`, `cvss` 0..10, `epss` 0..1, `severity`, `av` (N, A, L, P), `kev`, `kevRansomware`, `exploitInKit`, `exploitVerified`, `publicExploit`, `rejected`, `eos` (`os` or `app`). A score that is missing, negative or not a number is missing |
            | `devices[]` | `id`, `name`, `group`, `tags[]`, `osPlatform`, `domain`, `value` (Low, Normal, High), `internetFacing`, `excluded` |
            | `devices[].daysSinceAssessed` | missing: assessed at `asOf`; a number: that many days before; `null`: never assessed |
            | `devices[].config[]` | `id`, `weight` 0..1000, `failed` |
            | `devices[].findings[]` | `cve`, `rec` (id of the recommendation; made from vendor and product if missing), `vendor`, `product`, `version`, `alert`, `status` (open, affected, under_investigation, fixed, not_affected, false_positive) |
            | `devices[].findings[].exception` | `type` (third_party_control, alternate_mitigation, risk_accepted, planned_remediation), `expires` (the last day on which it holds) |

            ```json
            %s```
            """;

    private static final String STATEMENTS = """

            ## Statements (VEX)

            Vendors and others say whether a product has a weakness. Such files are imported like reports, before or after the
            reports that they are about. They are kept, and laid over findings of today and of tomorrow: `not_affected`,
            `false_positive` and `fixed` take a finding out of the score; `affected` brings it back; `under_investigation`
            takes back what was said before. The newest statement that fits counts. A statement fits a finding if it names the
            same weakness and surely the same product: name and, where it tells one, version are equal, or the device goes by
            the name of the product. The import tells how many statements fit, and of which the weakness is here but not the
            product. The same document again changes nothing; a later version of it (same id, same author) takes its place.
            """;

    @Test
    void describesEveryFormat() throws IOException {
        Path file = projectFolder().resolve("docs/formats.md");
        if (Boolean.getBoolean(REFRESH)) Files.writeString(file, page());

        assertThat(file)
                .as("docs/formats.md is out of date; refresh it with -D%s=true", REFRESH)
                .hasContent(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        ScannerFormats.ALL.forEach(format -> {
            page.append(section(format.id(), format.description()));
            if (format.id().equals("generic")) {
                page.append(GENERIC.formatted(new String(Samples.of("generic"), UTF_8)));
            }
        });
        page.append(STATEMENTS);
        VexFormats.ALL.forEach(format -> page.append(section(format.id(), format.description())));
        page.append("\n## Threat feeds\n");
        ThreatFeeds.ALL.forEach(format -> page.append(section(format.id(), format.description())));
        return page.toString();
    }

    private static String section(String id, Description description) {
        return """

                ### %s

                Format `%s`.

                ```
                %s
                ```

                **Read:** %s

                **Not told, not read:** %s
                """.formatted(
                        description.title(),
                        id,
                        description.command().strip(),
                        description.reads().strip(),
                        description.blind().strip());
    }

    private static Path projectFolder() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("importers") && Files.exists(here.getParent().resolve("docs")) ? here.getParent() : here;
    }
}

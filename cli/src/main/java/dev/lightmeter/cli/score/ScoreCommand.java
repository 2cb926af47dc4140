package dev.lightmeter.cli.score;

import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.Scoreboard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores files. */
@Command(
        name = "score",
        description = "Scores the devices in scanner files, without a server and without storing anything.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nHow time is treated:%n",
        footer = {
            "  Every report counts as the picture of today, so old files score too: the",
            "  age of a device is counted up to the time of its own report, not to now.",
            "",
            "What tells exploited weaknesses from ordinary ones (give both with your files):",
            "  EPSS  https://epss.empiricalsecurity.com/epss_scores-current.csv.gz",
            "  KEV   https://www.cisa.gov/sites/default/files/feeds/",
            "        known_exploited_vulnerabilities.json",
            "",
            "Examples:",
            "  lightmeter score trivy-*.json epss_scores.csv.gz kev.json",
            "  lightmeter score --format json --groups groups.yaml exports/ > scores.json",
            "  trivy image --format json nginx | lightmeter score -"
        })
public final class ScoreCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Reports of scanners and threat feeds (EPSS, KEV, NVD, CVE) in any mixture, packed or not, folders too;"
                        + " - reads standard input. What a file is, is seen from its content."
            })
    private List<String> paths = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = AsOf.class,
            description =
                    "The day (or instant, UTC) that the scores describe, on which exceptions hold or have expired."
                            + " Default: the time of the newest report, else of the newest feed, else now.")
    private @Nullable Instant asOf;

    @Option(
            names = "--groups",
            paramLabel = "YAML",
            description =
                    "A configuration file with ranked rules of device groups. Default: the groups that the files themselves name.")
    private @Nullable Path groups;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table. JSON and CSV hold everything, exactly.")
    private Format format = Format.TABLE;

    public ScoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ScoredFiles scored = ScoredFiles.of(paths, groups, asOf, surroundings);
        print(scored.board());
        return scored.exitCode();
    }

    private void print(Scoreboard board) {
        switch (format) {
            case TABLE -> new ScoreTables(board, surroundings.screen()).print();
            case JSON -> {
                ScoreJson.write(board, surroundings.out());
                surroundings.out().println();
            }
            case CSV -> ScoreCsv.write(board, surroundings.out());
        }
        surroundings.out().flush();
    }
}

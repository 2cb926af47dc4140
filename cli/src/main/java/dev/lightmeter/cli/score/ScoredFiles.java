package dev.lightmeter.cli.score;

import dev.lightmeter.cli.load.FilesArgument;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.ProgressLine;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.server.config.ConfigurationFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of files that were named on the command line. What was read and what was left out is told on the error stream.
 *
 * @param exitCode tells whether everything could be read
 */
public record ScoredFiles(Scoreboard board, int exitCode) {

    /**
     * Scores files as the picture of one day, whatever their own dates.
     *
     * @param groups a configuration file with ranked rules; null for the groups that the files themselves name
     * @param asOf null for the time that the files describe
     */
    public static ScoredFiles of(
            List<String> paths, @Nullable Path groups, @Nullable Instant asOf, Surroundings surroundings) {
        try (ProgressLine progress = new ProgressLine(surroundings)) {
            FilesFleet fleet = FilesFleet.pictureOfToday(surroundings.clock(), progress::begin);
            return read(fleet, paths, groups, asOf, surroundings);
        }
    }

    /** Scores files as a server would that had taken them in by a given time: what is old counts as old. */
    public static ScoredFiles asStored(
            List<String> paths, @Nullable Path groups, Instant asOf, Surroundings surroundings) {
        try (ProgressLine progress = new ProgressLine(surroundings)) {
            FilesFleet fleet = FilesFleet.asStored(asOf, progress::begin);
            return read(fleet, paths, groups, asOf, surroundings);
        }
    }

    private static ScoredFiles read(
            FilesFleet fleet,
            List<String> paths,
            @Nullable Path groups,
            @Nullable Instant asOf,
            Surroundings surroundings) {
        GroupRules rules = groups == null
                ? GroupRules.NONE
                : ConfigurationFile.read(groups).deviceGroups().rules();
        fleet.read(Intake.of(FilesArgument.files(paths, surroundings)));
        new FileNotes(fleet.files(), surroundings.messages()).print();
        if (fleet.files().read().isEmpty()) {
            throw new CommandFailure("there is nothing to score: none of the files could be read");
        }
        Scoreboard board = fleet.score(rules, asOf != null ? asOf : fleet.asOf());
        return new ScoredFiles(board, fleet.files().exitCode());
    }
}

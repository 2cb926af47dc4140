package dev.lightmeter.server.exposure;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.score.ScoreSource;
import dev.lightmeter.server.score.Scores;
import dev.lightmeter.server.score.Scores.GroupRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The newest scoreboard in the shape that the score endpoints tell. */
public final class LiveScores implements ScoreSource {

    private final Supplier<Optional<Scoreboard>> current;

    private volatile @Nullable Told told;

    /** @param current the newest scoreboard; empty while the fleet is being loaded */
    public LiveScores(Supplier<Optional<Scoreboard>> current) {
        this.current = current;
    }

    private record Told(Scoreboard board, Scores scores) {}

    @Override
    public Optional<Scores> current() {
        return current.get().map(this::told);
    }

    @SuppressWarnings("ReferenceEquality") // the same scoreboard means the same answer; no other could be equal to it
    private Scores told(Scoreboard board) {
        Told known = told;
        if (known == null || known.board != board) {
            known = new Told(board, scores(board));
            told = known;
        }
        return known.scores;
    }

    private static Scores scores(Scoreboard board) {
        // a group that no rule names lives as long as a source puts devices into it
        boolean byRules = !board.fleet().rules().ranked().isEmpty();
        List<GroupRow> rows = board.groups().stream()
                .map(LiveScores::row)
                .filter(row -> byRules || row.devices() > 0)
                .toList();
        return new Scores(
                board.organisation().score(),
                rows,
                () -> Decimals.asDouble(board.secureScore().pointsNano()));
    }

    private static GroupRow row(GroupScore score) {
        DeviceGroup group = score.group() == null ? DeviceGroup.UNASSIGNED : score.group();
        return new GroupRow(group.id(), group.name(), score.score(), score.devices() + score.excluded());
    }
}

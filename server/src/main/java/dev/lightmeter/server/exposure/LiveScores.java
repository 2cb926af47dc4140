package dev.lightmeter.server.exposure;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.score.ScoreSource;
import dev.lightmeter.server.score.Scores;
import dev.lightmeter.server.score.Scores.GroupRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The scoreboards that callers see in the shape that the score endpoints tell. */
public final class LiveScores implements ScoreSource {

    /** Kept with the scoreboard: the same scoreboard means the same answer. */
    private static final Function<Scoreboard, Scores> MAKER = LiveScores::scores;

    private final Views views;

    public LiveScores(Views views) {
        this.views = views;
    }

    @Override
    public Optional<Scores> scoresFor(Caller caller) {
        return views.ifReady(caller).map(board -> board.derived(MAKER));
    }

    @Override
    public boolean isReady() {
        return views.isReady();
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

package dev.lightmeter.server.exposure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import org.jspecify.annotations.Nullable;

/** The scoreboards that callers see in the shape that the score endpoints tell. */
public final class LiveScores implements ScoreSource {

    private final Views views;

    /** By identity: the same scoreboard means the same answer. */
    private final Cache<Scoreboard, Scores> told =
            Caffeine.newBuilder().weakKeys().build();

    private volatile @Nullable Told latest;

    public LiveScores(Views views) {
        this.views = views;
    }

    private record Told(Scoreboard board, Scores scores) {}

    @Override
    public Optional<Scores> scoresFor(Caller caller) {
        return views.ifReady(caller).map(this::told);
    }

    @Override
    public boolean isReady() {
        return views.isReady();
    }

    @SuppressWarnings("ReferenceEquality") // no other scoreboard could be equal to it
    private Scores told(Scoreboard board) {
        Told known = latest;
        if (known != null && known.board == board) return known.scores;
        Scores scores = told.get(board, LiveScores::scores);
        latest = new Told(board, scores);
        return scores;
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

package dev.lightmeter.server.score;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.QueryOption;
import dev.lightmeter.server.odata.QueryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers with the scores of the organisation, of the device groups, and with the Secure Score for Devices. */
public final class ScoreResource {

    /** What all three addresses ask for. */
    public static final Access ACCESS = Access.needs(Permission.of("Score.Read.All", "Score.Read"));

    private static final Set<QueryOption> PAGING = Set.of(QueryOption.TOP, QueryOption.SKIP, QueryOption.COUNT);
    /** What is prepared points to the scoreboard behind it, so it must not outlive its use for long. */
    private static final int MOST_VIEWS = 64;

    private static final Duration VIEW_KEPT = Duration.ofMinutes(1);
    private static final String METADATA = "/api/$metadata#";

    private final ScoreSource source;
    private final boolean omitGroupsWithoutData;
    private final Ticks ticks;

    /** What was prepared last: nearly all callers see everything. Two threads may prepare the same; both results are right. */
    private volatile @Nullable PreparedScores prepared;

    /** What was prepared for others, by the scores themselves: who sees the same device groups shares them. */
    private final Cache<Scores, PreparedScores> preparedForOthers = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MOST_VIEWS)
            .expireAfterAccess(VIEW_KEPT)
            .build();

    public ScoreResource(ScoreSource source, boolean omitGroupsWithoutData, Clock clock) {
        this.source = source;
        this.omitGroupsWithoutData = omitGroupsWithoutData;
        this.ticks = new Ticks(clock);
    }

    public Reply organisation(Call call) {
        QueryOptions.refuseAny(call.query());
        return Reply.odata(current(call).organisation(context(call, "ExposureScore/$entity"), ticks));
    }

    public Reply byMachineGroups(Call call) {
        QueryOptions page = call.rawQuery().isEmpty() ? QueryOptions.NONE : QueryOptions.of(call.query(), PAGING);
        return Reply.odata(current(call).groups(context(call, "ExposureScore"), page, ticks));
    }

    public Reply configurationScore(Call call) {
        QueryOptions.refuseAny(call.query());
        return Reply.odata(current(call).secureScore(context(call, "ConfigurationScore/$entity"), ticks));
    }

    private PreparedScores current(Call call) {
        Caller caller = call.caller().orElseThrow();
        Scores scores = source.scoresFor(caller)
                .orElseThrow(() -> new ProblemException(
                        Problem.unavailable("The scores are being computed; ask again in a moment")));
        if (!(caller.sight() instanceof Sight.Everything)) {
            return preparedForOthers.get(scores, seen -> new PreparedScores(seen, omitGroupsWithoutData));
        }
        PreparedScores known = prepared;
        if (known != null && known.isFor(scores)) return known;
        PreparedScores fresh = new PreparedScores(scores, omitGroupsWithoutData);
        prepared = fresh;
        return fresh;
    }

    private static String context(Call call, String fragment) {
        return call.baseUrl() + METADATA + fragment;
    }
}

package dev.lightmeter.server.explanation;

import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.Attribution.Ranking;
import dev.lightmeter.core.fleet.Attribution.Source;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.score.ProbabilitySource;
import dev.lightmeter.server.recommendation.RecommendationNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The score of a group in sentences, for people who do not read tables. Numbers are cut to one decimal, as scores are. */
final class GroupWords {

    private static final long TENTH = 100_000_000L;

    private GroupWords() {}

    static List<String> of(GroupScore score, Ranking recommendations, List<Source> sources, RecommendationNames names) {
        if (score.score().isEmpty()) {
            return List.of(score.name() + " has no score: none of its " + counted(score.devices(), "device")
                    + " was assessed lately.");
        }
        List<String> words = new ArrayList<>();
        long points = score.score().getAsLong();
        words.add("%s has %s of 100 points, which is %s; the worst device has %s."
                .formatted(
                        score.name(),
                        tenths(points),
                        score.level().map(Level::wire).orElseThrow(),
                        tenths(score.maxDeviceScoreE7() * 100L)));
        recommendations.top().stream()
                .findFirst()
                .filter(best -> best.wouldSaveNano() > 0)
                .ifPresent(best -> words.add("The most would be saved by: %s (%s points, %s)."
                        .formatted(
                                names.of(best.key()).sentence(),
                                tenths(best.wouldSaveNano()),
                                counted(best.devices(), "device"))));
        sources.stream()
                .filter(source -> source.name().equals(ProbabilitySource.PRIOR.wire()) && source.weighted() > 0)
                .forEach(source -> words.add(
                        "%s points rest on guesses, because EPSS knows nothing about the weaknesses behind them."
                                .formatted(tenths(source.shareNano()))));
        if (score.unknown() > 0) words.add(unknown(score));
        return words;
    }

    private static String unknown(GroupScore score) {
        var bounds = score.bounds().orElseThrow();
        return "Nobody knows about %s (%d stale, %d never assessed); with them the score could lie between %s and %s."
                .formatted(
                        counted(score.unknown(), "device"),
                        score.stale(),
                        score.neverAssessed(),
                        tenths(bounds.low()),
                        tenths(bounds.high()));
    }

    private static String counted(int count, String what) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ') + " " + what + (count == 1 ? "" : "s");
    }

    private static String tenths(long nano) {
        return nano / TENTH / 10 + "." + nano / TENTH % 10;
    }
}

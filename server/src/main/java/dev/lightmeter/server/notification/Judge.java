package dev.lightmeter.server.notification;

import dev.lightmeter.core.Level;
import dev.lightmeter.server.config.NotificationSettings.Rise;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.notification.Notice.Kind;
import dev.lightmeter.server.standing.Standing;
import dev.lightmeter.server.standing.Standings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Holds one rule against how everybody stands. What was told last is remembered as a short text for each thing that is
 * watched; what is seen for the first time is remembered and not told, so that a first start, a new rule or a new group
 * raises no storm.
 */
final class Judge {

    private static final String YES = "yes";
    private static final String NO = "no";

    private final Rule rule;
    private final Standings now;
    private final Map<String, String> before;
    private final Supplier<String> ids;
    private final Map<String, String> changed = new TreeMap<>();
    private final List<Notice> notices = new ArrayList<>();

    private Judge(Rule rule, Standings now, Map<String, String> before, Supplier<String> ids) {
        this.rule = rule;
        this.now = now;
        this.before = before;
        this.ids = ids;
    }

    /**
     * What came of it.
     *
     * @param changed what is to be remembered from now on
     */
    record Judgement(Map<String, String> changed, List<Notice> notices) {}

    static Judgement judge(Rule rule, Standings now, Map<String, String> before, Supplier<String> ids) {
        Judge judge = new Judge(rule, now, before, ids);
        List<Standing> concerned = now.all().stream()
                .filter(standing -> rule.isAbout(standing.name()))
                .toList();
        concerned.forEach(judge::group);
        rule.digest().ifPresent(digest -> judge.digest(concerned));
        return new Judgement(judge.changed, judge.notices);
    }

    private void group(Standing standing) {
        if (rule.level()) level(standing);
        rule.rise().ifPresent(rise -> rise(standing, rise));
        if (rule.knownExploited()) knownExploited(standing);
        rule.coverageBelowNano().ifPresent(least -> coverage(standing, least));
    }

    private void level(Standing standing) {
        if (standing.level().isEmpty()) return; // without a score there is no level to come into
        Level level = standing.level().get();
        remember(Kind.LEVEL, standing, level.name())
                .filter(last -> !last.equals(level.name()))
                .ifPresent(last -> tell(
                        Kind.LEVEL,
                        standing,
                        "%s is now %s with %s points, was %s"
                                .formatted(
                                        standing.name(),
                                        level.wire(),
                                        Points.of(standing.points()),
                                        Level.valueOf(last).wire())));
    }

    private void rise(Standing standing, Rise rise) {
        OptionalLong score = standing.points();
        if (score.isEmpty()) return;
        long points = score.getAsLong();
        String watch = watch(Kind.RISE, standing);
        Track track = Optional.ofNullable(before.get(watch))
                .map(text -> Track.parse(text).with(now.asOf(), points, rise.within()))
                .orElseGet(() -> Track.startingWith(now.asOf(), points));
        long risen = points - track.lowest();
        boolean rises = risen > rise.pointsNano();
        if (rises && !track.told()) {
            tell(
                    Kind.RISE,
                    standing,
                    "%s has risen by %s to %s points within %s"
                            .formatted(standing.name(), Points.of(risen), Points.of(score), Spans.of(rise.within())));
        }
        remember(watch, track.toldIf(rises).toString());
    }

    private void knownExploited(Standing standing) {
        boolean exposed = standing.knownExploited() > 0;
        remember(Kind.KNOWN_EXPLOITED, standing, exposed ? YES : NO)
                .filter(last -> exposed && last.equals(NO))
                .ifPresent(last -> tell(
                        Kind.KNOWN_EXPLOITED,
                        standing,
                        "%s is exposed to a known exploited weakness on %d %s"
                                .formatted(
                                        standing.name(),
                                        standing.knownExploited(),
                                        standing.knownExploited() == 1 ? "device" : "devices")));
    }

    private void coverage(Standing standing, long least) {
        if (standing.coverage().isEmpty()) return;
        long coverage = standing.coverage().getAsLong();
        boolean lost = coverage < least;
        remember(Kind.COVERAGE, standing, lost ? YES : NO)
                .filter(last -> lost && last.equals(NO))
                .ifPresent(last -> tell(
                        Kind.COVERAGE,
                        standing,
                        "Of %s only %s is assessed, less than %s"
                                .formatted(standing.name(), Points.percent(coverage), Points.percent(least))));
    }

    private void digest(List<Standing> concerned) {
        String period = period(now.asOf());
        String watch = rule.name() + "/" + Kind.DIGEST.wire();
        Optional<String> last = Optional.ofNullable(before.get(watch));
        remember(watch, period);
        if (last.isEmpty() || last.get().equals(period)) return;
        notices.add(new Notice(
                ids.get(),
                now.asOf(),
                Kind.DIGEST,
                rule.name(),
                "The organisation stands at " + Points.of(now.organisation().points()),
                concerned));
    }

    private String period(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return switch (rule.digest().orElseThrow()) {
            case DAILY -> day.toString();
            case WEEKLY -> day.get(IsoFields.WEEK_BASED_YEAR) + "-W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        };
    }

    private void tell(Kind kind, Standing standing, String headline) {
        notices.add(new Notice(ids.get(), now.asOf(), kind, rule.name(), headline, List.of(standing)));
    }

    /** Remembers a state; what was remembered before, empty if nothing was. */
    private Optional<String> remember(Kind kind, Standing standing, String state) {
        return remember(watch(kind, standing), state);
    }

    private Optional<String> remember(String watch, String state) {
        Optional<String> last = Optional.ofNullable(before.get(watch));
        if (last.isEmpty() || !last.get().equals(state)) changed.put(watch, state);
        return last;
    }

    /** By the number of the group, which stays when its name does not. */
    private String watch(Kind kind, Standing standing) {
        return rule.name() + "/" + kind.wire() + "/"
                + standing.groupId().map(String::valueOf).orElse("organisation");
    }
}

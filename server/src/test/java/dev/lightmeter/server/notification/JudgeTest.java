package dev.lightmeter.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.config.NotificationSettings.Digest;
import dev.lightmeter.server.config.NotificationSettings.Rise;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.notification.Notice.Kind;
import dev.lightmeter.server.standing.Standing;
import dev.lightmeter.server.standing.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    private static final long POINT = 1_000_000_000L;

    private final Map<String, String> states = new HashMap<>();
    private Instant now = START;
    private int ids;

    @Test
    void tellsNothingOfWhatItSeesForTheFirstTime() {
        Rule rule = rule(true, Optional.of(rise(1)), true, Optional.of(990_000_000L), Optional.of(Digest.DAILY));
        assertThat(judge(rule, 90, 3, 50)).isEmpty();
        assertThat(judge(rule, 90, 3, 50)).isEmpty();
    }

    @Test
    void tellsOnceThatAGroupComesIntoAnotherLevel() {
        Rule rule = rule(true, Optional.empty(), false, Optional.empty(), Optional.empty());
        judge(rule, 29, 0, 100);
        assertThat(judge(rule, 30, 0, 100)).containsExactly("Servers is now Medium with 30.0 points, was Low");
        assertThat(judge(rule, 69, 0, 100)).isEmpty();
        assertThat(judge(rule, 12, 0, 100)).containsExactly("Servers is now Low with 12.0 points, was Medium");
    }

    @Test
    void tellsOnceOfARiseWithinItsWindowAndAgainAfterItIsOver() {
        Rule rule = rule(false, Optional.of(rise(5)), false, Optional.empty(), Optional.empty());
        judge(rule, 20, 0, 100);
        pass(Duration.ofDays(1));
        assertThat(judge(rule, 25, 0, 100)).as("by 5 is not by more than 5").isEmpty();
        pass(Duration.ofDays(1));
        assertThat(judge(rule, 26, 0, 100)).containsExactly("Servers has risen by 6.0 to 26.0 points within 7 days");
        assertThat(judge(rule, 40, 0, 100)).as("the same rise goes on").isEmpty();
        pass(Duration.ofDays(8));
        assertThat(judge(rule, 40, 0, 100))
                .as("nothing rose within the last week")
                .isEmpty();
        pass(Duration.ofDays(1));
        assertThat(judge(rule, 46, 0, 100)).hasSize(1);
    }

    @Test
    void forgetsLowScoresThatNoLongerHeldWhenTheWindowBegan() {
        Rule rule = rule(false, Optional.of(rise(5)), false, Optional.empty(), Optional.empty());
        judge(rule, 10, 0, 100);
        pass(Duration.ofDays(2));
        judge(rule, 14, 0, 100);
        pass(Duration.ofDays(8));
        assertThat(judge(rule, 18, 0, 100))
                .as("10 was left more than a week ago")
                .isEmpty();
        assertThat(judge(rule, 19.5, 0, 100)).as("14 held until now").hasSize(1);
    }

    @Test
    void tellsOfTheFirstDeviceThatIsExposedToAKnownExploitedWeakness() {
        Rule rule = rule(false, Optional.empty(), true, Optional.empty(), Optional.empty());
        judge(rule, 20, 0, 100);
        assertThat(judge(rule, 20, 1, 100))
                .containsExactly("Servers is exposed to a known exploited weakness on 1 device");
        assertThat(judge(rule, 20, 2, 100)).isEmpty();
        judge(rule, 20, 0, 100);
        assertThat(judge(rule, 20, 2, 100)).hasSize(1);
    }

    @Test
    void tellsThatAGroupLosesCoverage() {
        Rule rule = rule(false, Optional.empty(), false, Optional.of(900_000_000L), Optional.empty());
        judge(rule, 20, 0, 90);
        assertThat(judge(rule, 20, 0, 89)).containsExactly("Of Servers only 89.0% is assessed, less than 90.0%");
        assertThat(judge(rule, 20, 0, 50)).isEmpty();
    }

    @Test
    void sumsUpOnceAWeek() {
        Rule rule = rule(false, Optional.empty(), false, Optional.empty(), Optional.of(Digest.WEEKLY));
        judge(rule, 20, 0, 100);
        pass(Duration.ofDays(3)); // Sunday
        assertThat(judge(rule, 20, 0, 100)).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(judge(rule, 20, 0, 100)).containsExactly("The organisation stands at 20.0");
        assertThat(judge(rule, 20, 0, 100)).isEmpty();
    }

    @Test
    void watchesOnlyTheGroupsOfTheRuleInAnyLetterCase() {
        Rule other = new Rule(
                "r",
                List.of("LAPTOPS"),
                true,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of("x"));
        judge(other, 20, 0, 100);
        assertThat(judge(other, 90, 0, 100)).isEmpty();
    }

    @Test
    void keepsTheTrackOfABusyGroupShort() {
        Track track = Track.startingWith(START, 50 * POINT);
        for (int minute = 1; minute < 20_000; minute++) {
            track = track.with(START.plusSeconds(60L * minute), (20 + minute % 37) * POINT, Duration.ofDays(7));
        }
        assertThat(track.points().size()).isLessThan(140);
        assertThat(track.lowest()).isEqualTo(20 * POINT);
        assertThat(Track.parse(track.toString())).isEqualTo(track);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> judge(Rule rule, double points, int knownExploited, int coveragePercent) {
        Standings standings = new Standings(
                now,
                List.of(
                        standing(null, points, knownExploited, coveragePercent),
                        standing(new DeviceGroup(3, "Servers"), points, knownExploited, coveragePercent)),
                true);
        Judge.Judgement judgement = Judge.judge(rule, standings, states, () -> "id-" + ids++);
        states.putAll(judgement.changed());
        return judgement.notices().stream()
                .filter(notice -> notice.kind() == Kind.DIGEST
                        || notice.standings().getFirst().groupId().isPresent())
                .map(Notice::headline)
                .toList();
    }

    private static Standing standing(@Nullable DeviceGroup group, double points, int knownExploited, int coverage) {
        long weight = 10_000L * coverage;
        long weighted = Math.round(points * 1e7) * weight;
        return new Standing(
                new GroupScore(group, weighted, weight, 1_000_000 - weight, 9, 1, 0, 0, 0, 0, 0, 5), knownExploited);
    }

    private static Rise rise(int points) {
        return new Rise(points * POINT, Duration.ofDays(7));
    }

    private static Rule rule(
            boolean level, Optional<Rise> rise, boolean exploited, Optional<Long> coverage, Optional<Digest> digest) {
        return new Rule("important", List.of(), level, rise, exploited, coverage, digest, List.of("x"));
    }
}

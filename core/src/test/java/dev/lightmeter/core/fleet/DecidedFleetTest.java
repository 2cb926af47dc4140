package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions laid over random fleets: laws P11 to P14 of docs/scoring.md section 11, and that nothing remains of them. */
class DecidedFleetTest {

    private static final Instant NOON = DecidedWorld.NOON;
    private static final int DEVICES = DecidedWorld.DEVICES;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsLikeAFleetInWhichTheSourcesSaidTheSame(long seed) {
        DecidedWorld world = new DecidedWorld(seed);
        for (Parameters parameters : List.of(Parameters.DEFAULT, Parameters.PARITY)) {
            Decisions decisions = Decisions.of(world.exceptions(6), world.documents(), parameters, RandomFleet.DAY);
            Fleet decided = world.fleet(decisions, world.devices);
            List<Assessed> said = IntStream.range(0, DEVICES)
                    .mapToObj(slot -> decidedByWords(decisions, decided, slot, world.devices.get(slot)))
                    .toList();
            Scorer scorer = new Scorer(parameters);
            assertThat(scores(scorer.score(decided, world.columns.threats(), NOON)))
                    .isEqualTo(scores(scorer.score(world.fleet(Decisions.NONE, said), world.columns.threats(), NOON)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restoresEveryScoreBitForBitWhenDecisionsAreTakenAway(long seed) {
        DecidedWorld world = new DecidedWorld(seed);
        Decisions decisions = Decisions.of(world.exceptions(6), world.documents(), Parameters.DEFAULT, RandomFleet.DAY);
        Fleet raw = world.fleet(Decisions.NONE, world.devices);
        Scorer scorer = new Scorer(Parameters.DEFAULT);
        Scoreboard before = scorer.score(raw, world.columns.threats(), NOON);

        Scoreboard with = taken(scorer, before, decisions, world);
        assertThat(scores(with))
                .as("only the devices concerned were read again")
                .isEqualTo(scores(scorer.score(world.fleet(decisions, world.devices), world.columns.threats(), NOON)));
        assertThat(scores(scorer.score(raw.ifDecided(decisions), world.columns.threats(), NOON)))
                .as("what was foretold")
                .isEqualTo(scores(with));

        Scoreboard after = taken(scorer, with, Decisions.NONE, world);
        assertThat(scores(after)).isEqualTo(scores(before));
        for (int slot = 0; slot < DEVICES; slot++) {
            assertThat(after.fleet().findings(slot))
                    .containsExactlyElementsOf(before.fleet().findings(slot));
            assertThat(after.fleet().device(slot)).isEqualTo(before.fleet().device(slot));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void honoursExceptionsAndStatements(long seed) {
        DecidedWorld world = new DecidedWorld(seed);
        Scorer scorer = new Scorer(Parameters.DEFAULT);
        long[] before =
                hazards(scorer.score(world.fleet(Decisions.NONE, world.devices), world.columns.threats(), NOON));
        List<RiskException> controls = world.forAll(Justification.THIRD_PARTY_CONTROL);
        long[] controlled = hazards(world.scored(scorer, controls, List.of()));
        for (int slot = 0; slot < DEVICES; slot++) {
            // what is left of a hazard of 1 after rounding is not told apart, and a source may have said as much itself
            if (before[slot] > 0)
                assertThat(controlled[slot]).as("P11 %d", slot).isLessThanOrEqualTo(before[slot]);
        }
        assertThat(sum(controlled)).as("P11").isLessThan(sum(before));
        assertThat(hazards(world.scored(scorer, world.forAll(Justification.RISK_ACCEPTED), List.of())))
                .as("P12")
                .isEqualTo(before);
        List<RiskException> expired = controls.stream()
                .map(exception -> DecidedWorld.dated(exception, -3, -1))
                .toList();
        assertThat(hazards(world.scored(scorer, expired, List.of()))).as("P13").isEqualTo(before);
        List<RiskException> later = controls.stream()
                .map(exception -> DecidedWorld.dated(exception, 1, 3))
                .toList();
        assertThat(hazards(world.scored(scorer, later, List.of())))
                .as("not yet")
                .isEqualTo(before);

        List<Assessed> without = world.devices.stream()
                .map(assessed -> new Assessed(
                        assessed.device(),
                        assessed.findings().stream()
                                .filter(finding ->
                                        !finding.path().software().product().equals("product-3"))
                                .toList()))
                .toList();
        VexDocument notAffected = new VexDocument(
                "none",
                "Acme",
                "",
                Instant.EPOCH,
                "",
                world.random.threats().keySet().stream()
                        .map(weakness -> DecidedWorld.statement(weakness, FindingStatus.NOT_AFFECTED, "product-3", 1))
                        .toList());
        Scoreboard stated =
                world.scored(scorer, List.of(), List.of(notAffected, DecidedWorld.unknownOnes(notAffected)));
        assertThat(hazards(stated))
                .as("P14")
                .isEqualTo(hazards(scorer.score(world.fleet(Decisions.NONE, without), world.columns.threats(), NOON)));
    }

    private static Assessed decidedByWords(Decisions decisions, Fleet fleet, int slot, Assessed said) {
        int group = fleet.groupOf(slot).id();
        return new Assessed(
                said.device().withControls(decisions.over(group, said.device().controls())),
                said.findings().stream()
                        .map(finding -> new Finding(
                                finding.weakness(),
                                decisions.over(said.device(), group, finding.weakness(), finding.path())))
                        .distinct()
                        .toList());
    }

    /** As a server does it: reads again what can be concerned, and scores no other device. */
    private static Scoreboard taken(Scorer scorer, Scoreboard before, Decisions next, DecidedWorld world) {
        int[] slots = before
                .fleet()
                .concernedBy(next.differencesFrom(before.fleet().decisions()))
                .stream()
                .toArray();
        Fleet fleet = before.fleet()
                .under(next)
                .with(
                        IntStream.of(slots)
                                .mapToObj(slot -> world.columns.device(slot, world.devices.get(slot)))
                                .toList(),
                        List.of());
        return scorer.update(before, fleet, slots, NOON);
    }

    private static List<Long> scores(Scoreboard board) {
        List<Long> scores = new ArrayList<>();
        board.groups().forEach(group -> scores.add(group.score().orElse(-1)));
        scores.add(board.organisation().score().orElse(-1));
        scores.add(board.secureScore().pointsNano());
        for (long hazard : hazards(board)) scores.add(hazard);
        return scores;
    }

    private static long[] hazards(Scoreboard board) {
        return IntStream.range(0, DEVICES).mapToLong(board::hazard).toArray();
    }

    private static long sum(long[] hazards) {
        return LongStream.of(hazards).sum();
    }
}

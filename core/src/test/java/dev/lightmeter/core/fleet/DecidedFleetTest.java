package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.ProductName.Plain;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions laid over random fleets: laws P11 to P14 of docs/scoring.md section 11, and that nothing remains of them. */
class DecidedFleetTest {

    private static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    private static final Act ACT = new Act(Instant.EPOCH, "u-1", "Anna");
    private static final int DEVICES = 300;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsLikeAFleetInWhichTheSourcesSaidTheSame(long seed) {
        World world = new World(seed);
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
        World world = new World(seed);
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
        World world = new World(seed);
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
        List<RiskException> expired =
                controls.stream().map(exception -> dated(exception, -3, -1)).toList();
        assertThat(hazards(world.scored(scorer, expired, List.of()))).as("P13").isEqualTo(before);
        List<RiskException> later =
                controls.stream().map(exception -> dated(exception, 1, 3)).toList();
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
                        .map(weakness -> statement(weakness, FindingStatus.NOT_AFFECTED, "product-3", 1))
                        .toList());
        Scoreboard stated = world.scored(scorer, List.of(), List.of(notAffected, World.unknownOnes(notAffected)));
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
    private static Scoreboard taken(Scorer scorer, Scoreboard before, Decisions next, World world) {
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

    private static RiskException dated(RiskException exception, int from, int to) {
        return new RiskException(
                exception.id(),
                exception.subject(),
                exception.justification(),
                exception.scope(),
                exception.note(),
                RandomFleet.DAY.plusDays(from),
                RandomFleet.DAY.plusDays(to),
                ACT,
                null);
    }

    private static VexStatement statement(String weakness, FindingStatus status, String product, int second) {
        return new VexStatement(
                weakness, status, List.of(new Plain(product)), List.of(), "", Instant.ofEpochSecond(second), "");
    }

    private static final class World {

        private final RandomFleet random;
        private final List<Assessed> devices;
        private final FleetOf columns;

        World(long seed) {
            random = new RandomFleet(seed);
            devices = random.devices(DEVICES);
            columns = new FleetOf(random.threats());
        }

        Fleet fleet(Decisions decisions, List<Assessed> said) {
            return columns.fleet(List.of())
                    .under(decisions)
                    .with(
                            IntStream.range(0, said.size())
                                    .mapToObj(slot -> columns.device(slot, said.get(slot)))
                                    .toList(),
                            FleetOf.groups(said));
        }

        Scoreboard scored(Scorer scorer, List<RiskException> exceptions, List<VexDocument> documents) {
            Decisions decisions = Decisions.of(exceptions, documents, Parameters.DEFAULT, RandomFleet.DAY);
            return scorer.score(fleet(decisions, devices), columns.threats(), NOON);
        }

        List<RiskException> forAll(Justification justification) {
            return IntStream.range(0, RandomFleet.RECOMMENDATIONS)
                    .mapToObj(r -> exception(
                            new DecisionSubject.Recommendation(RandomFleet.recommendation(r)),
                            justification,
                            DecisionScope.GLOBAL))
                    .toList();
        }

        List<RiskException> exceptions(int count) {
            List<RiskException> exceptions = new ArrayList<>();
            for (int i = 0; i < count; i++) exceptions.add(exception());
            exceptions.add(exception(
                    new DecisionSubject.Recommendation("ctl-1"),
                    Justification.ALTERNATE_MITIGATION,
                    DecisionScope.GLOBAL));
            return exceptions;
        }

        private RiskException exception() {
            Random dice = random.random();
            boolean ofWeakness = dice.nextBoolean();
            Justification[] justifications = Justification.values();
            return exception(
                    ofWeakness
                            ? new DecisionSubject.Weakness(random.weakness())
                            : new DecisionSubject.Recommendation(
                                    RandomFleet.recommendation(dice.nextInt(RandomFleet.RECOMMENDATIONS))),
                    justifications[dice.nextInt(justifications.length - (ofWeakness ? 0 : 1))],
                    dice.nextBoolean()
                            ? DecisionScope.GLOBAL
                            : DecisionScope.Groups.of(Set.of(dice.nextInt(3), 3 + dice.nextInt(2))));
        }

        private static RiskException exception(
                DecisionSubject subject, Justification justification, DecisionScope scope) {
            return new RiskException(
                    UUID.randomUUID(),
                    subject,
                    justification,
                    scope,
                    "",
                    RandomFleet.DAY,
                    RandomFleet.DAY.plusDays(1),
                    ACT,
                    null);
        }

        List<VexDocument> documents() {
            Random dice = random.random();
            FindingStatus[] said = {
                FindingStatus.AFFECTED,
                FindingStatus.NOT_AFFECTED,
                FindingStatus.FIXED,
                FindingStatus.FALSE_POSITIVE,
                FindingStatus.UNDER_INVESTIGATION
            };
            return IntStream.range(0, 3)
                    .mapToObj(d -> new VexDocument(
                            "document " + d,
                            "Acme",
                            "",
                            Instant.EPOCH,
                            "",
                            IntStream.range(0, 25)
                                    .mapToObj(i -> statement(
                                            random.weakness(),
                                            said[dice.nextInt(said.length)],
                                            "product-" + dice.nextInt(12),
                                            dice.nextInt(5)))
                                    .toList()))
                    .toList();
        }

        /** The same about the weaknesses that are in no catalogue. */
        static VexDocument unknownOnes(VexDocument document) {
            return new VexDocument(
                    "unknown",
                    "Acme",
                    "",
                    Instant.EPOCH,
                    "",
                    IntStream.range(1080, 1085)
                            .mapToObj(i -> statement(
                                    "CVE-2026-" + i,
                                    document.statements().get(0).status(),
                                    "product-3",
                                    1))
                            .toList());
        }
    }
}

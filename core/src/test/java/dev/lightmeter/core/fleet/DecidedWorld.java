package dev.lightmeter.core.fleet;

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

/** A random fleet with random decisions about it. */
final class DecidedWorld {

    static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    static final int DEVICES = 300;
    private static final Act ACT = new Act(Instant.EPOCH, "u-1", "Anna");

    final RandomFleet random;
    final List<Assessed> devices;
    final FleetOf columns;

    DecidedWorld(long seed) {
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
                new DecisionSubject.Recommendation("ctl-1"), Justification.ALTERNATE_MITIGATION, DecisionScope.GLOBAL));
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

    private static RiskException exception(DecisionSubject subject, Justification justification, DecisionScope scope) {
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
                                "CVE-2026-" + i, document.statements().get(0).status(), "product-3", 1))
                        .toList());
    }

    static RiskException dated(RiskException exception, int from, int to) {
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

    static VexStatement statement(String weakness, FindingStatus status, String product, int second) {
        return new VexStatement(
                weakness, status, List.of(new Plain(product)), List.of(), "", Instant.ofEpochSecond(second), "");
    }
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.ExposureModel;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All scores of one moment, with everything they rest on: the fleet, the threat facts, the parameters and the time. Nothing
 * in it ever changes, so whoever holds one can ask it any question and gets answers that fit together.
 */
public final class Scoreboard {

    private final Scorer scorer;
    private final Fleet fleet;
    private final Threats threats;
    private final HazardTable hazards;
    private final Instant asOf;
    private final ScoreBlock[] scores;
    private final Tallies tallies;
    /** By group index, the organisation last. */
    private final List<GroupScore> scoresByGroup;

    private final Once<Impacts> impacts;
    private final Once<SecureScore> secureScore;

    Scoreboard(
            Scorer scorer,
            Fleet fleet,
            Threats threats,
            HazardTable hazards,
            Instant asOf,
            ScoreBlock[] scores,
            Tallies tallies,
            List<GroupScore> scoresByGroup) {
        this.scorer = scorer;
        this.fleet = fleet;
        this.threats = threats;
        this.hazards = hazards;
        this.asOf = asOf;
        this.scores = scores;
        this.tallies = tallies;
        this.scoresByGroup = scoresByGroup;
        this.impacts = new Once<>(() -> Impacts.of(this, scorer.workers()));
        this.secureScore = new Once<>(() -> SecureScore.of(this));
    }

    public Fleet fleet() {
        return fleet;
    }

    public Threats threats() {
        return threats;
    }

    public Parameters parameters() {
        return scorer.formula().parameters();
    }

    /** The editions of the feeds behind these scores. */
    public List<FeedEdition> feeds() {
        return threats.feeds();
    }

    /** The time that these scores describe. */
    public Instant asOf() {
        return asOf;
    }

    /** The score over all devices. */
    public GroupScore organisation() {
        return scoresByGroup.get(scoresByGroup.size() - 1);
    }

    /** The scores of all device groups, also of those without devices, in the order of {@link Fleet#groups}. */
    public List<GroupScore> groups() {
        return scoresByGroup.subList(0, scoresByGroup.size() - 1);
    }

    /** The score of the device group with this name, in any letter case. */
    public Optional<GroupScore> group(String name) {
        return groups().stream()
                .filter(score -> score.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether the device in a slot counts; empty if there is no device. */
    public Optional<DeviceState> state(int slot) {
        return slot < 0 || slot >= fleet.slots() ? Optional.empty() : Optional.ofNullable(block(slot).state[at(slot)]);
    }

    /** Score of the device in a slot in 1e-7 points, also if it does not count. */
    public int deviceScore(int slot) {
        return block(slot).score[at(slot)];
    }

    /** Summed hazard of the device in a slot in 1e-9. */
    public long hazard(int slot) {
        return block(slot).hazard[at(slot)];
    }

    /** The score of the device in a slot and everything it is made of. */
    public DeviceExplanation explain(int slot) {
        return model().explain(new Assessed(fleet.device(slot).orElseThrow(), fleet.findings(slot)));
    }

    /** The readable model over the facts, the parameters and the day of these scores. */
    public ExposureModel model() {
        return new ExposureModel(parameters(), this::facts, hazards.day());
    }

    /** The facts of a weakness; {@link ThreatFacts#unknown} if nobody said anything about it. */
    public ThreatFacts facts(String weakness) {
        ThreatFacts known = threats.of(fleet.dictionary().weakness(weakness));
        return known != null ? known : ThreatFacts.unknown(weakness);
    }

    /** What every recommendation would save. Computed when first asked for: one pass over the fleet. */
    public Impacts impacts() {
        return impacts.get();
    }

    /** Who carries how much of the score. One pass over the devices of the group. */
    public Attribution attribution(GroupScore of) {
        return Attribution.of(this, of);
    }

    /** The Secure Score for Devices. Computed when first asked for. */
    public SecureScore secureScore() {
        return secureScore.get();
    }

    List<GroupScore> scoresByGroup() {
        return scoresByGroup;
    }

    HazardTable hazards() {
        return hazards;
    }

    ScoreBlock[] scores() {
        return scores;
    }

    Tallies tallies() {
        return tallies;
    }

    private ScoreBlock block(int slot) {
        return scores[Objects.checkIndex(slot, fleet.slots()) >> DeviceBlock.BITS];
    }

    private static int at(int slot) {
        return slot & (DeviceBlock.SIZE - 1);
    }

    /** A value that is computed once, by the first who asks; others wait for it. */
    private static final class Once<T> {

        private final Supplier<T> compute;
        private volatile @Nullable T value;

        Once(Supplier<T> compute) {
            this.compute = compute;
        }

        T get() {
            T known = value;
            return known != null ? known : computed();
        }

        private synchronized T computed() {
            T known = value;
            if (known == null) {
                known = compute.get();
                value = known;
            }
            return known;
        }
    }
}

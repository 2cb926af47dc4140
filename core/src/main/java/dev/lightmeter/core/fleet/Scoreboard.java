package dev.lightmeter.core.fleet;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.ExposureModel;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Parameters;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All scores of one moment, with everything they rest on: the fleet, the threat facts, the parameters and the time. Nothing
 * in it ever changes, so whoever holds one can ask it any question and gets answers that fit together.
 */
public final class Scoreboard {

    /** Stands for all groups where one is asked for by its index. */
    static final int EVERY_GROUP = -1;

    private final Scorer scorer;
    private final Fleet fleet;
    private final Threats threats;
    private final HazardTable hazards;
    private final Instant asOf;
    private final ScoreBlock[] scores;
    private final Tallies tallies;
    /** By group index, the organisation last. */
    private final List<GroupScore> scoresByGroup;

    /** By group index: whose scores this scoreboard tells. */
    private final BitSet visibleGroups;

    private final Once<Impacts> impacts;
    private final Once<Impacts> productImpacts;
    private final Once<CensusKeys> keys;
    private final Once<Census> census;
    private final Once<Attribution> attribution;
    private final Once<SecureScore> secureScore;
    private final ConcurrentMap<Function<Scoreboard, ?>, Once<?>> derived = new ConcurrentHashMap<>();

    Scoreboard(
            Scorer scorer,
            Fleet fleet,
            Threats threats,
            HazardTable hazards,
            Instant asOf,
            ScoreBlock[] scores,
            Tallies tallies,
            List<GroupScore> scoresByGroup) {
        this(
                scorer,
                fleet,
                threats,
                hazards,
                asOf,
                scores,
                tallies,
                scoresByGroup,
                all(fleet.groups().size()));
    }

    private Scoreboard(
            Scorer scorer,
            Fleet fleet,
            Threats threats,
            HazardTable hazards,
            Instant asOf,
            ScoreBlock[] scores,
            Tallies tallies,
            List<GroupScore> scoresByGroup,
            BitSet visibleGroups) {
        this.scorer = scorer;
        this.fleet = fleet;
        this.threats = threats;
        this.hazards = hazards;
        this.asOf = asOf;
        this.scores = scores;
        this.tallies = tallies;
        this.scoresByGroup = scoresByGroup;
        this.visibleGroups = visibleGroups;
        this.keys = new Once<>(() -> new CensusKeys(this));
        this.impacts = new Once<>(() -> recommendationImpacts(EVERY_GROUP));
        this.productImpacts = new Once<>(() -> productImpacts(EVERY_GROUP));
        this.attribution = new Once<>(() -> Attribution.of(this, organisation()));
        this.census = new Once<>(() -> Census.of(this, scorer.workers()));
        this.secureScore = new Once<>(() -> SecureScore.of(this));
    }

    /**
     * What this scoreboard would be if only the devices of these groups existed: every score, count, impact and share is
     * over them alone, and no other group has a row. Shares the columns, so it costs a pass over the devices.
     */
    public Scoreboard restrictedTo(Set<DeviceGroup> groups) {
        BitSet visible = new BitSet();
        for (int g = 0; g < fleet.groups().size(); g++) {
            visible.set(
                    g, visibleGroups.get(g) && groups.contains(fleet.groups().get(g)));
        }
        Fleet visibleFleet = fleet.restrictedTo(visible);
        ScoreBlock[] visibleScores = new ScoreBlock[scores.length];
        for (int b = 0; b < scores.length; b++) {
            DeviceBlock block = visibleFleet.blocks()[b];
            visibleScores[b] = block == fleet.blocks()[b] ? scores[b] : new ScoreBlock(scores[b], block);
        }
        Tallies visibleTallies = tallies.restrictedTo(visibleFleet, visible);
        return new Scoreboard(
                scorer,
                visibleFleet,
                threats,
                hazards,
                asOf,
                visibleScores,
                visibleTallies,
                visibleTallies.groupScores(visibleScores, scoresByGroup),
                visible);
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

    /** The scores of all device groups, also of those without devices; {@link DeviceGroup#UNASSIGNED} is the first. */
    public List<GroupScore> groups() {
        return visibleGroups.stream().mapToObj(scoresByGroup::get).toList();
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

    /**
     * What the device in a slot is exposed through: weakness in the upper half, path in the lower half of each, ascending. Empty if the
     * device does not count, for what is known of it is out of date.
     */
    public long[] exposures(int slot) {
        return state(slot).filter(DeviceState.SCORED::equals).isEmpty()
                ? new long[0]
                : fleet.paths(
                        slot, path -> fleet.dictionary().path(path).status().isExposed());
    }

    /**
     * The slots of the devices that count and have an accepted finding, whatever its status: ascending, from a slot on.
     * Looks at no more devices than are asked for.
     */
    public IntStream devicesWith(int fromSlot, FindingTest accepted) {
        return IntStream.range(Math.max(0, fromSlot), fleet.slots())
                .filter(slot -> scores[slot >> DeviceBlock.BITS].counts(at(slot)) && fleet.hasAny(slot, accepted));
    }

    /** The same for the devices that are exposed through an accepted path. */
    public IntStream devicesExposed(int fromSlot, FindingTest accepted) {
        Dictionary dictionary = fleet.dictionary();
        return devicesWith(
                fromSlot,
                (weakness, path) -> accepted.test(weakness, path)
                        && dictionary.path(path).status().isExposed());
    }

    /** All paths of all findings of the device in a slot, fixed ones too, as {@link #exposures} gives the open ones. */
    public long[] paths(int slot) {
        return state(slot).filter(DeviceState.SCORED::equals).isEmpty() ? new long[0] : fleet.paths(slot, path -> true);
    }

    /**
     * How many devices are exposed to what carries each key.
     *
     * @param keys how many keys there are
     * @param key of a path of a weakness: below {@code keys}, or negative for none; asked by several threads
     */
    public int[] devicesExposedBy(int keys, FindingKey key) {
        return scorer.workers().each(scores.length, () -> new KeyCount(this, keys, key), KeyCount::block).stream()
                .map(KeyCount::counts)
                .reduce(new int[keys], KeyCount::sum);
    }

    /**
     * The weaknesses that devices of each group have, whatever is said or decided about them, by the number of the group.
     * One pass over the columns.
     */
    public Map<Integer, BitSet> weaknessesByGroup() {
        Map<Integer, BitSet> all = new TreeMap<>();
        scorer.workers().each(scores.length, GroupWeaknesses::new, (part, b) -> part.add(fleet.blocks()[b])).stream()
                .map(GroupWeaknesses::byGroup)
                .forEach(part -> part.forEach((group, weaknesses) -> all.computeIfAbsent(
                                fleet.groups().get(group).id(), first -> new BitSet())
                        .or(weaknesses)));
        return all;
    }

    /** The controls for which a device that counts was assessed, by the number of its group. */
    public Map<Integer, Set<String>> controlsByGroup() {
        Map<Integer, Set<String>> all = new TreeMap<>();
        scorer.workers().each(scores.length, () -> new GroupControls(this), GroupControls::block).stream()
                .map(GroupControls::byGroup)
                .forEach(part -> part.forEach((group, controls) -> all.computeIfAbsent(
                                fleet.groups().get(group).id(), first -> new HashSet<>())
                        .addAll(controls)));
        return all;
    }

    /**
     * What a maker makes of this scoreboard: made once, when first asked for, and kept as long as the scoreboard is. The
     * maker itself is the key, so it has to be a constant.
     */
    @SuppressWarnings("unchecked") // what is kept under a maker was made by it
    public <T> T derived(Function<Scoreboard, T> maker) {
        return (T) derived.computeIfAbsent(maker, added -> new Once<>(() -> maker.apply(this)))
                .get();
    }

    /**
     * Whether the device in a slot is exposed through a path that a recommendation removes, or fails its control: as far as
     * anybody knows, also if the device does not count. False if there is no device.
     */
    public boolean isConcernedBy(int slot, String recommendation) {
        OptionalInt known = fleet.dictionary().findRecommendation(recommendation);
        return known.isPresent()
                && state(slot).isPresent()
                && (fleet.fails(slot, known.getAsInt())
                        || fleet.paths(slot, path -> removes(known.getAsInt(), path)).length > 0);
    }

    private boolean removes(int recommendation, int path) {
        return hazards.recommendation[path] == recommendation
                && fleet.dictionary().path(path).status().isExposed();
    }

    /** The readable model over the facts, the parameters and the day of these scores. */
    public ExposureModel model() {
        return new ExposureModel(parameters(), this::facts, hazards.day());
    }

    /** The facts of a weakness; {@link ThreatFacts#unknown} if nobody said anything about it. */
    public ThreatFacts facts(String weakness) {
        OptionalInt known = fleet.dictionary().findWeakness(weakness);
        ThreatFacts facts = known.isPresent() ? threats.of(known.getAsInt()) : null;
        return facts != null ? facts : ThreatFacts.unknown(weakness);
    }

    /** What every recommendation would save. Computed when first asked for: one pass over the fleet. */
    public Impacts impacts() {
        return impacts.get();
    }

    /**
     * What every product would save if it were removed, by {@link dev.lightmeter.core.Software#productId}. Computed when
     * first asked for.
     */
    public Impacts productImpacts() {
        return productImpacts.get();
    }

    /** Who is exposed through what, counted. Computed when first asked for: one pass over the fleet. */
    public Census census() {
        return census.get();
    }

    /** Who carries how much of the score. One pass over the devices of the group; that of the organisation is kept. */
    public Attribution attribution(GroupScore of) {
        return of.group() == null ? attribution.get() : Attribution.of(this, of);
    }

    /** What to do first for the devices of a group, or of the organisation, under a budget. */
    public Plan plan(GroupScore of, Plan.Budget budget) {
        return Plan.of(this, of, budget);
    }

    /** Where a weakness is and what it carries; empty if nobody ever named it. One pass over the fleet. */
    public Optional<Footprint> footprintOfWeakness(String weakness) {
        OptionalInt known = fleet.dictionary().findWeakness(weakness);
        return known.isEmpty() ? Optional.empty() : Optional.of(Footprint.ofWeakness(this, known.getAsInt()));
    }

    /** What a recommendation removes, and where; empty if nobody ever named it. One pass over the fleet. */
    public Optional<Footprint> footprintOfRecommendation(String recommendation) {
        OptionalInt known = fleet.dictionary().findRecommendation(recommendation);
        return known.isEmpty() ? Optional.empty() : Optional.of(Footprint.ofRecommendation(this, known.getAsInt()));
    }

    /** {@link #impacts}, which need to be right for one group only: one pass over its devices, unless all are known. */
    Impacts impactsOn(GroupScore group) {
        return group.group() == null || impacts.isKnown() ? impacts() : recommendationImpacts(only(group));
    }

    Impacts productImpactsOn(GroupScore group) {
        return group.group() == null || productImpacts.isKnown() ? productImpacts() : productImpacts(only(group));
    }

    private Impacts recommendationImpacts(int only) {
        return Impacts.of(this, Removals.ofRecommendations(fleet, hazards), scorer.workers(), only);
    }

    private Impacts productImpacts(int only) {
        return Impacts.of(this, Removals.ofProducts(keys()), scorer.workers(), only);
    }

    /** The index of a group, {@link #EVERY_GROUP} for the organisation. */
    int only(GroupScore group) {
        int index = indexOf(group);
        return index == fleet.groups().size() ? EVERY_GROUP : index;
    }

    /** The index of a group; one more than the last for the organisation. */
    int indexOf(GroupScore group) {
        int index = scoresByGroup.indexOf(group);
        if (index < 0) throw new IllegalArgumentException("not a score of this scoreboard: " + group.name());
        return index;
    }

    CensusKeys keys() {
        return keys.get();
    }

    Workers workers() {
        return scorer.workers();
    }

    Scorer scorer() {
        return scorer;
    }

    /** Whether this tells the scores of all groups. */
    public boolean isOverEverything() {
        return visibleGroups.cardinality() == fleet.groups().size();
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

    private static BitSet all(int groups) {
        BitSet all = new BitSet();
        all.set(0, groups);
        return all;
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

        boolean isKnown() {
            return value != null;
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

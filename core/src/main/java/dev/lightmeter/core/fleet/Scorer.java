package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores a whole fleet from its columns: per finding one look-up and one addition, per device one division. All sums are
 * of integers, so the number of threads and the order of devices do not change a bit. Safe for use by several threads.
 */
public final class Scorer {

    private final Formula formula;
    private final Workers workers;
    /** The table that was used last: while facts and day stay, it need not be computed again. */
    private volatile @Nullable HazardTable latest;

    public Scorer(Parameters parameters) {
        this.formula = new Formula(parameters);
        this.workers = new Workers(Runtime.getRuntime().availableProcessors());
    }

    /** A scorer that uses the given number of threads. */
    public Scorer(Parameters parameters, int threads) {
        this.formula = new Formula(parameters);
        this.workers = new Workers(threads);
    }

    private Scorer(Scorer other) {
        this.formula = other.formula;
        this.workers = other.workers;
        this.latest = other.latest;
    }

    /** A scorer that starts with the table of this one, and leaves it alone. */
    Scorer apart() {
        return new Scorer(this);
    }

    /** Scores every device of the fleet as of the given time. */
    public Scoreboard score(Fleet fleet, Threats threats, Instant asOf) {
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        return score(fleet, threats, hazards(threats, fleet.dictionary(), day), asOf);
    }

    /** The devices of a scoreboard on its day, by the parameters of this scorer and by other facts. */
    Scoreboard rescored(Scoreboard board, Threats threats) {
        HazardTable hazards = new HazardTable(
                        formula,
                        threats,
                        board.fleet().dictionary(),
                        board.hazards().day())
                .upToDate();
        return score(board.fleet(), threats, hazards, board.asOf());
    }

    private Scoreboard score(Fleet fleet, Threats threats, HazardTable hazards, Instant asOf) {
        ScoreBlock[] scores = new ScoreBlock[fleet.blocks().length];
        List<Tallies> parts =
                workers.each(scores.length, () -> new Tallies(fleet, formula.parameters()), (tallies, b) -> {
                    scores[b] = new ScoreBlock();
                    DeviceScoring scoring = new DeviceScoring(fleet, hazards);
                    for (int at = 0; at < DeviceBlock.SIZE; at++) {
                        if (scoring.score(b, at, scores[b])) tallies.add(b, at, scores[b]);
                    }
                });
        Tallies whole = new Tallies(fleet, formula.parameters());
        parts.forEach(whole::merge);
        return new Scoreboard(this, fleet, threats, hazards, asOf, scores, whole, whole.groupScores(scores, List.of()));
    }

    /**
     * Scores only some devices anew: those in the given slots, in which {@code after} may differ from the fleet of
     * {@code before}, which it must have been made from. The same bits as {@link #score} gives for {@code after} and the
     * threats of {@code before}.
     *
     * @param asOf a time on the same UTC day as that of {@code before}: another day may make other devices stale
     */
    public Scoreboard update(Scoreboard before, Fleet after, int[] changedSlots, Instant asOf) {
        if (!LocalDate.ofInstant(asOf, ZoneOffset.UTC).equals(before.hazards().day())) {
            throw new IllegalArgumentException("scores of " + before.hazards().day() + " cannot be updated to " + asOf);
        }
        HazardTable hazards = before.hazards().upToDate();
        DeviceScoring scoring = new DeviceScoring(after, hazards);
        ScoreBlock[] scores = Arrays.copyOf(before.scores(), after.blocks().length);
        for (int b = before.scores().length; b < scores.length; b++) scores[b] = new ScoreBlock();
        BitSet copied = new BitSet();
        Tallies tallies = before.tallies().copyFor(after);
        for (int slot : changedSlots) {
            int b = slot >> DeviceBlock.BITS;
            int at = slot & (DeviceBlock.SIZE - 1);
            if (!copied.get(b)) {
                scores[b] = new ScoreBlock(scores[b]);
                copied.set(b);
            }
            if (b < before.fleet().blocks().length) tallies.remove(before.fleet(), b, at, scores[b]);
            if (scoring.score(b, at, scores[b])) tallies.add(b, at, scores[b]);
        }
        return new Scoreboard(
                this,
                after,
                before.threats(),
                hazards,
                asOf,
                scores,
                tallies,
                tallies.groupScores(scores, before.scoresByGroup()));
    }

    /** The scores of all groups, and last of the organisation, if these recommendations were applied now. */
    public List<GroupScore> scoresWithout(Scoreboard board, Set<String> recommendations) {
        Fleet fleet = board.fleet();
        Set<Integer> applied = recommendations.stream()
                .map(id -> fleet.dictionary().recommendation(id))
                .collect(Collectors.toSet());
        ScoreBlock[] scores = new ScoreBlock[fleet.blocks().length];
        List<Tallies> parts =
                workers.each(scores.length, () -> new Tallies(fleet, formula.parameters()), (tallies, b) -> {
                    scores[b] = new ScoreBlock(board.scores()[b]);
                    DeviceScoring scoring = new DeviceScoring(fleet, board.hazards());
                    for (int at = 0; at < DeviceBlock.SIZE; at++) {
                        if (scores[b].state[at] == null) continue;
                        scores[b].score[at] = Formula.deviceScore(scoring.hazardWithout(b, at, applied));
                        tallies.add(b, at, scores[b]);
                    }
                });
        Tallies whole = new Tallies(fleet, formula.parameters());
        parts.forEach(whole::merge);
        return whole.groupScores(scores, List.of());
    }

    private HazardTable hazards(Threats threats, Dictionary dictionary, LocalDate day) {
        HazardTable known = latest;
        HazardTable fitting = known != null && known.isFor(threats, dictionary, day)
                ? known
                : new HazardTable(formula, threats, dictionary, day);
        HazardTable upToDate = fitting.upToDate();
        latest = upToDate;
        return upToDate;
    }

    Formula formula() {
        return formula;
    }

    Workers workers() {
        return workers;
    }
}

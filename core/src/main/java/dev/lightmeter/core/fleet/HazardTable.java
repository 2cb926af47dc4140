package dev.lightmeter.core.fleet;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.Formula;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One hazard for every weakness, computed once per change of the threat facts: the whole of the formula that depends on
 * the world, so that scoring a device is a sum of look-ups. Beside it, what the day makes of every path.
 */
final class HazardTable {

    private final Formula formula;
    private final Threats threats;
    private final Dictionary dictionary;
    private final LocalDate day;
    /** Hazard in 1e-9 of a plain path on an ordinary device, by weakness. */
    final long[] ordinary;
    /** The same on an internet-facing device. */
    final long[] facing;
    /** Residual in percent by path. */
    private final byte[] residual;
    /** Recommendation by path. */
    final int[] recommendation;

    private final ThreatFacts nothingKnown = ThreatFacts.unknown("");

    HazardTable(Formula formula, Threats threats, Dictionary dictionary, LocalDate day) {
        this.formula = formula;
        this.threats = threats;
        this.dictionary = dictionary;
        this.day = day;
        this.ordinary = new long[0];
        this.facing = new long[0];
        this.residual = new byte[0];
        this.recommendation = new int[0];
    }

    private HazardTable(HazardTable before) {
        this.formula = before.formula;
        this.threats = before.threats;
        this.dictionary = before.dictionary;
        this.day = before.day;
        this.ordinary = Arrays.copyOf(before.ordinary, dictionary.weaknesses());
        this.facing = Arrays.copyOf(before.facing, dictionary.weaknesses());
        int open = formula.parameters().residualPct().open();
        IntStream.range(before.ordinary.length, ordinary.length).parallel().forEach(weakness -> {
            ThreatFacts facts = facts(weakness);
            long base = formula.baseHazard(facts, false);
            ordinary[weakness] = Formula.pathHazard(base, 100, open);
            facing[weakness] = Formula.pathHazard(base, formula.contextPct(facts, true), open);
        });
        this.residual = Arrays.copyOf(before.residual, dictionary.paths());
        this.recommendation = Arrays.copyOf(before.recommendation, dictionary.paths());
        for (int path = before.residual.length; path < residual.length; path++) {
            var words = dictionary.path(path);
            residual[path] = (byte) formula.residualPct(words, day);
            recommendation[path] = dictionary.recommendation(words.recommendation());
        }
    }

    /** This table, made to cover everything that the dictionary names by now. */
    HazardTable upToDate() {
        return ordinary.length == dictionary.weaknesses() && residual.length == dictionary.paths()
                ? this
                : new HazardTable(this);
    }

    /** True if this table holds the hazards of these very facts on this day, as far as it reaches. */
    @SuppressWarnings(
            "ReferenceEquality") // facts of the same content are rare, and comparing them costs as much as a table
    boolean isFor(Threats otherThreats, Dictionary otherDictionary, LocalDate otherDay) {
        return threats == otherThreats && dictionary == otherDictionary && day.equals(otherDay);
    }

    /** What remains of the hazard of a path, in percent. */
    int residualPct(int path) {
        return residual[path];
    }

    Formula formula() {
        return formula;
    }

    LocalDate day() {
        return day;
    }

    ThreatFacts facts(int weakness) {
        ThreatFacts known = threats.of(weakness);
        return known != null ? known : nothingKnown;
    }

    long[] plain(boolean internetFacing) {
        return internetFacing ? facing : ordinary;
    }

    /** Hazard in 1e-9 of one path of a weakness, with all that is said about the path. */
    long ofPath(int weakness, int path, boolean internetFacing) {
        var words = dictionary.path(path);
        if (words.isPlain()) return plain(internetFacing)[weakness];
        ThreatFacts facts = facts(weakness);
        return Formula.pathHazard(
                formula.baseHazard(facts, words.alert()), formula.contextPct(facts, internetFacing), residual[path]);
    }
}

package dev.lightmeter.importers.reading;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import java.util.Comparator;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Several scores of one weakness come in, the best one comes out: the smallest rank first, then the newest version of CVSS,
 * then the one that came first.
 */
public final class CvssChoice {

    private static final Comparator<Score> BEST =
            Comparator.comparingInt(Score::rank).thenComparing(Score::version, Comparator.reverseOrder());

    private @Nullable Score best;
    private Severity label = Severity.UNKNOWN;

    /**
     * Offers a score; one that cannot be read is passed over.
     *
     * @param rank smaller is better and outweighs the version
     * @param version such as {@code 3.1}; only its digits and their order count
     * @param score as it is written; a missing, negative or unreadable one is no score
     */
    public void offer(int rank, @Nullable String version, @Nullable String score, @Nullable String vector) {
        OptionalInt tenths = Decimals.scaled(score, 1, 100);
        if (tenths.isEmpty()) return;
        AttackVector reach = vector == null ? AttackVector.UNKNOWN : AttackVector.ofVector(vector);
        Score offered = new Score(rank, version == null ? "" : version, tenths.getAsInt(), reach, vector);
        if (best == null || BEST.compare(offered, best) < 0) best = offered;
    }

    /** Offers the base score that follows from a vector; one that cannot be read is passed over. */
    public void offerVector(int rank, @Nullable String vector) {
        CvssVector.parse(vector).ifPresent(read -> offer(rank, read.version(), read.baseScore(), read.text()));
    }

    /** A rank by which the newest version of CVSS counts first, and within a version the preferred score. */
    public static int rank(@Nullable String version, boolean preferred) {
        return (10_000 - number(version)) * 2 + (preferred ? 0 : 1);
    }

    /** The digits of a version as one number, asked of every row; 0 if it has none or too many. */
    private static int number(@Nullable String version) {
        int number = 0;
        for (int i = 0; version != null && i < version.length(); i++) {
            int digit = version.charAt(i) - '0';
            if (digit < 0 || digit > 9) continue;
            number = number * 10 + digit;
            if (number > 9_999) return 0;
        }
        return number;
    }

    /** The severity label, which counts where there is no score; the first known one stays. */
    public void label(@Nullable String severity) {
        if (severity != null && label == Severity.UNKNOWN) label = Severity.parse(severity);
    }

    public int tenths() {
        return best == null ? ThreatFacts.MISSING : best.tenths;
    }

    public AttackVector attackVector() {
        return best == null ? AttackVector.UNKNOWN : best.reach;
    }

    /** The vector of the score; null if it has none. */
    public @Nullable String vector() {
        return best == null ? null : Texts.labelOrNull(best.vector);
    }

    public Severity severity() {
        return label;
    }

    private record Score(
            int rank,
            String version,
            int tenths,
            AttackVector reach,
            @Nullable String vector) {}
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.importers.reading.CvssChoice;
import dev.lightmeter.importers.reading.Texts;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scanner says about one advisory, collected while its fields stream by. The advisory of a distribution or of a package
 * registry counts as the CVEs that it names; one that names none is a weakness of its own.
 */
final class Advisory {

    /** No advisory of a distribution names as many. */
    private static final int MOST_CVES = 10_000;

    private final CvssChoice cvss = new CvssChoice();
    private final Set<String> cves = new LinkedHashSet<>();
    private @Nullable String id;
    private int epssP5 = ThreatFacts.MISSING;
    private Evidence evidence = Evidence.NONE;

    static boolean isCve(@Nullable String id) {
        return id != null && id.regionMatches(true, 0, "CVE-", 0, 4);
    }

    void id(@Nullable String told) {
        id = Texts.weaknessId(told);
    }

    @Nullable
    String id() {
        return id;
    }

    /** Another id of the same weakness; only CVEs count. */
    void alias(@Nullable String told) {
        String other = Texts.weaknessId(told);
        if (other != null && isCve(other) && cves.size() < MOST_CVES) cves.add(other);
    }

    boolean hasCve() {
        return isCve(id) || !cves.isEmpty();
    }

    /** Scores and the severity label are offered here. */
    CvssChoice cvss() {
        return cvss;
    }

    void epss(@Nullable String probability) {
        epssP5 = Decimals.scaled(probability, 5, 100_000).orElse(epssP5);
    }

    void evidence(Evidence told) {
        evidence = evidence.and(told);
    }

    /** The CVE, else the CVEs that the advisory names, else the advisory itself; empty if it has no id at all. */
    Set<String> weaknesses() {
        String own = id;
        if (own == null || own.isEmpty()) return cves;
        return isCve(own) || cves.isEmpty() ? Set.of(own) : cves;
    }

    /** That it is about one of its weaknesses, where that has another name. */
    Optional<Alias> aliasOf(String weakness) {
        return Texts.aliasOf(id, weakness);
    }

    ThreatFacts facts(String weakness) {
        return new ThreatFacts(
                weakness,
                epssP5,
                cvss.tenths(),
                cvss.severity(),
                cvss.attackVector(),
                evidence,
                false,
                EndOfSupport.NO);
    }
}

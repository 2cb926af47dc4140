package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.history.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kinds of threat facts that a change of them is taken apart into, in the order in which they are taken over. */
enum ThreatChange {
    EPSS(Cause.EPSS) {
        @Override
        ThreatFacts takenOver(ThreatFacts from, ThreatFacts to) {
            return from.withEpss(to.epssP5());
        }
    },
    KEV(Cause.KEV) {
        @Override
        ThreatFacts takenOver(ThreatFacts from, ThreatFacts to) {
            Evidence was = from.evidence();
            Evidence is = to.evidence();
            return from.withEvidence(new Evidence(
                    is.kev(), is.kevRansomware(), was.exploitInKit(), was.exploitVerified(), was.publicExploit()));
        }
    },
    EXPLOIT_EVIDENCE(Cause.EXPLOIT_EVIDENCE) {
        @Override
        ThreatFacts takenOver(ThreatFacts from, ThreatFacts to) {
            return from.withEvidence(to.evidence());
        }
    },
    RATING(Cause.RATING) {
        @Override
        ThreatFacts takenOver(ThreatFacts from, ThreatFacts to) {
            return to;
        }
    };

    private final Cause cause;

    ThreatChange(Cause cause) {
        this.cause = cause;
    }

    Cause cause() {
        return cause;
    }

    /** {@code from} with facts of this kind as in {@code to}; those of earlier kinds are so already. */
    abstract ThreatFacts takenOver(ThreatFacts from, ThreatFacts to);

    /**
     * The facts after this kind is taken over.
     *
     * @param weaknesses those that any device could have had before
     * @return {@code from} itself if that changes nothing
     */
    Threats takenOver(Threats from, Threats to, Dictionary dictionary, int weaknesses) {
        @Nullable ThreatFacts[] mixed = new ThreatFacts[weaknesses];
        boolean same = true;
        for (int weakness = 0; weakness < weaknesses; weakness++) {
            ThreatFacts was = from.of(weakness);
            ThreatFacts is = to.of(weakness);
            mixed[weakness] = was;
            if (Objects.equals(was, is)) continue;
            String name = dictionary.weaknessName(weakness);
            ThreatFacts told = was == null ? ThreatFacts.unknown(name) : was;
            ThreatFacts next = takenOver(told, is == null ? ThreatFacts.unknown(name) : is);
            if (next.equals(told)) continue;
            mixed[weakness] = next;
            same = false;
        }
        return same ? from : new Threats(mixed, from.feeds());
    }
}

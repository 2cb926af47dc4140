package dev.lightmeter.server.decision;

import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.importers.reading.Texts;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An exception that somebody wants.
 *
 * @param note why; may be empty
 * @param firstDay the first day on which it is to hold
 * @param lastDay the last one; null if it is never to end
 */
public record ExceptionDraft(
        DecisionSubject subject,
        Justification justification,
        DecisionScope scope,
        String note,
        LocalDate firstDay,
        @Nullable LocalDate lastDay) {

    private static final int LONGEST_NOTE = 1000;

    /** Refuses what cannot be meant; an {@link IllegalArgumentException} says why in one sentence. */
    public ExceptionDraft {
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("the note must not be longer than " + LONGEST_NOTE + " characters");
        }
        if (!Texts.clean(note).equals(note)) {
            throw new IllegalArgumentException("the note must be one line without control characters");
        }
        String flaw = Texts.flawOfId(subject.id());
        if (flaw != null) throw new IllegalArgumentException("the id of what is excepted " + flaw);
        if (justification == Justification.NO_PATCH && subject instanceof DecisionSubject.Recommendation) {
            throw new IllegalArgumentException("only an exception for a CVE can be justified by the lack of a patch");
        }
        if (lastDay != null && lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException("the last day " + lastDay + " is before the first day " + firstDay);
        }
    }

    /** What the id of a weakness means, in the spelling of the feeds. */
    public static DecisionSubject weakness(String id) {
        String spelled = Texts.weaknessId(id);
        return new DecisionSubject.Weakness(spelled == null ? id : spelled);
    }
}

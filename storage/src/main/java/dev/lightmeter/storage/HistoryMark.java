package dev.lightmeter.storage;

import dev.lightmeter.core.history.Step;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that happened and stands on the line of scores.
 *
 * @param subject what it is about: an import, an edition, a weakness; empty if its kind says all
 * @param group number of the device group that it concerns; {@link Step#ORGANISATION} if it is not about one
 * @param devices how many devices of the group it concerns
 */
public record HistoryMark(Kind kind, String subject, int group, int devices) {

    public HistoryMark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        if (group < Step.ORGANISATION) throw new IllegalArgumentException("no device group has the number " + group);
    }

    /** One that is not about a single device group. */
    public static HistoryMark of(Kind kind, String subject) {
        return new HistoryMark(kind, subject, Step.ORGANISATION, 0);
    }

    /** What can happen. */
    public enum Kind {
        START,
        /** Scores are made by other parameters, or by other rules of device groups, than before the program stopped. */
        CONFIGURATION_CHANGED,
        DAY,
        IMPORT,
        FEED,
        DEVICES_CHANGED,
        GROUPS_CHANGED,
        DECISIONS_CHANGED,
        NEW_VULNERABILITY,
        PUBLIC_EXPLOIT,
        EXPLOIT_VERIFIED,
        EXPLOIT_IN_KIT,
        KNOWN_EXPLOITED,
        CONFIGURATION_ASSESSED;

        /** The spelling in answers: {@code newVulnerability}. */
        public String wire() {
            StringBuilder wire = new StringBuilder();
            for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
                wire.append(wire.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            return wire.toString();
        }
    }
}

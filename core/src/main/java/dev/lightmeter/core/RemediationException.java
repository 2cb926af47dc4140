package dev.lightmeter.core;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision not to remediate, which the field calls an <em>exception</em>. Its justification decides what of the hazard
 * remains ({@code docs/scoring.md} section 4).
 *
 * @param expires the last day on which it holds; null if it never ends
 */
public record RemediationException(
        Justification justification, @Nullable LocalDate expires) {

    public RemediationException {
        Objects.requireNonNull(justification, "justification");
    }

    /** True on {@code day}: the last day is part of it. */
    public boolean holdsOn(LocalDate day) {
        return expires == null || !expires.isBefore(day);
    }

    /** Why the finding is not remediated. */
    public enum Justification {
        THIRD_PARTY_CONTROL,
        ALTERNATE_MITIGATION,
        RISK_ACCEPTED,
        PLANNED_REMEDIATION,
        /** Nobody offers a fix. For single CVEs only. */
        NO_PATCH;

        /** Whether something else stands in for the remediation. Defender lowers its numbers for these alone. */
        public boolean isCompensating() {
            return this == THIRD_PARTY_CONTROL || this == ALTERNATE_MITIGATION;
        }

        /** The spelling in files: {@code third_party_control}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads {@code third_party_control}, {@code thirdPartyControl} and the like; empty for anything else. */
        public static Optional<Justification> parse(String text) {
            String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
            for (Justification justification : values()) {
                if (justification
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace("_", "")
                        .equals(plain)) {
                    return Optional.of(justification);
                }
            }
            return Optional.empty();
        }
    }
}

package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The states of an analysis in CycloneDX. */
public final class CycloneDxState {

    private CycloneDxState() {}

    /** Reads {@code not_affected} and the like; empty for an unknown one, which says nothing. */
    public static Optional<FindingStatus> parse(@Nullable String state) {
        return Optional.ofNullable(
                switch (state == null ? "" : state.strip()) {
                    case "resolved", "resolved_with_pedigree" -> FindingStatus.FIXED;
                    case "exploitable" -> FindingStatus.AFFECTED;
                    case "in_triage" -> FindingStatus.UNDER_INVESTIGATION;
                    case "false_positive" -> FindingStatus.FALSE_POSITIVE;
                    case "not_affected" -> FindingStatus.NOT_AFFECTED;
                    default -> null;
                });
    }
}

package dev.lightmeter.storage.duckdb;

import java.util.BitSet;
import java.util.List;

/**
 * Compares the findings of a report with the open ones of its source, opens what is new and closes what is gone. There are
 * two ways because a statement costs milliseconds before its first row: {@link ManyFindings} leaves everything to the
 * database, {@link FewFindings} reads a few rows and decides itself.
 */
sealed interface FindingCommit permits FewFindings, ManyFindings {

    /** Adds the devices whose findings change to {@code touched}. */
    Changes apply(List<NamedDevice> named, BitSet touched);

    /** How many paths were opened, left alone and closed. */
    record Changes(int opened, int unchanged, int closed) {

        static final Changes NONE = new Changes(0, 0, 0);
    }
}

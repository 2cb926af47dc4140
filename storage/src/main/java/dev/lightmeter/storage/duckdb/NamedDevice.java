package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Seen;
import dev.lightmeter.storage.staging.StagedDevice;
import org.jspecify.annotations.Nullable;

/** A device that a report names, with what its source said about it before. Times in microseconds. */
final class NamedDevice {

    /** Of a device that is not identified yet. */
    private static final int NOWHERE = -1;

    final StagedDevice staged;
    final @Nullable ReportedDevice statement;
    int slot = NOWHERE;
    boolean isNew;
    /** True if the source had no id for the device. */
    boolean firstNamed = true;

    long describedAt = Micros.NEVER;
    long findingsAt = Micros.NEVER;
    long assessedAt = Micros.NEVER;
    long vouchedAt = Micros.NEVER;
    long controlsAt = Micros.NEVER;
    Seen seen = Seen.NEVER;

    NamedDevice(StagedDevice staged) {
        this.staged = staged;
        this.statement = staged.statement();
    }

    boolean isIdentified() {
        return slot != NOWHERE;
    }

    /** True if the source looks for findings on the device. */
    boolean isAssessed() {
        return statement == null || statement.assessed();
    }

    /** True if the source said nothing newer about the attributes. */
    boolean attributesCount(long time) {
        return statement != null && describedAt <= time;
    }

    /** True if the source said nothing newer about the findings. */
    boolean findingsCount(long time) {
        return findingsAt <= time;
    }

    /**
     * Moves the times on to those after the report.
     *
     * @return true if another day is now the last one on which somebody looked for findings
     */
    boolean advance(ReportContext report) {
        long time = report.time();
        long seenAt = statement == null || statement.seenAt() == null ? time : Micros.of(statement.seenAt());
        Seen now = Seen.in(statement, time, report.now());
        seen = seen.and(now);
        if (statement != null && statement.controls() != null && attributesCount(time)) controlsAt = now.last();
        boolean moved = false;
        if (report.kind() == Kind.INVENTORY) {
            if (isAssessed() && attributesCount(time)) {
                moved = report.listingCounts() && isLaterDay(vouchedAt, seenAt);
                vouchedAt = Math.max(vouchedAt, seenAt);
            }
        } else if (findingsCount(time)) {
            if (isAssessed()) {
                moved = isLaterDay(assessedAt, seenAt);
                assessedAt = Math.max(assessedAt, seenAt);
            }
            findingsAt = time;
        }
        if (attributesCount(time)) describedAt = time;
        return moved;
    }

    private static boolean isLaterDay(long before, long now) {
        return now > before && (before == Micros.NEVER || !Micros.day(before).equals(Micros.day(now)));
    }
}

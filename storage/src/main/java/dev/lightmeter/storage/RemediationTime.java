package dev.lightmeter.storage;

import dev.lightmeter.core.Severity;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * For how long findings of some kind were open that are gone. Both quantiles are times that one of them took: the one at
 * place ⌈q·count⌉ of all in ascending order.
 *
 * @param group number of the device group; {@link #ALL} for all devices that were asked about
 * @param severity null for all
 * @param count how many, at least one
 */
public record RemediationTime(int group, @Nullable Severity severity, int count, Duration median, Duration p90) {

    /** Stands in place of the number of a device group for all that were asked about. */
    public static final int ALL = -1;

    /** All groups first, all severities before the single ones, the worst last. */
    public static final Comparator<RemediationTime> ORDER = Comparator.comparingInt(RemediationTime::group)
            .thenComparing(RemediationTime::severity, Comparator.nullsFirst(Comparator.<Severity>naturalOrder()));

    public RemediationTime {
        if (count < 1) throw new IllegalArgumentException("of no finding there is no time to tell");
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Tells the hosts of a table, which names them again in each row: once, and again when a row saw one later. Memory is bounded by
 * forgetting; a host told twice is one device all the same.
 */
final class Hosts {

    private static final int REMEMBERED = 50_000;

    private final ReportSink sink;
    private final Map<String, Instant> seenAt = new HashMap<>();

    Hosts(ReportSink sink) {
        this.sink = sink;
    }

    void tell(Host host) {
        tell(host, device -> device);
    }

    /** @param more adds what else the row says of the device */
    void tell(Host host, UnaryOperator<ReportedDevice> more) {
        Instant seen = Objects.requireNonNullElse(host.seenAt, Instant.MIN);
        Instant before = seenAt.get(host.id());
        if (before != null && !seen.isAfter(before)) return;
        if (seenAt.size() >= REMEMBERED) seenAt.clear();
        seenAt.put(host.id(), seen);
        if (host.seenAt != null) sink.reportedAt(host.seenAt);
        sink.device(more.apply(host.reported()));
    }
}

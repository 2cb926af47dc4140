package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store to ask, and the words in which the contracts tell it things. */
public abstract class OpenedStore {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-30T12:00:00Z"), ZoneOffset.UTC);

    static final String LOG4SHELL = "CVE-2021-44228";
    static final String HEARTBLEED = "CVE-2014-0160";
    static final FindingPath LOG4J_OLD = path("apache", "log4j", "2.14.0");
    static final FindingPath LOG4J_LESS_OLD = path("apache", "log4j", "2.14.1");
    static final FindingPath OPENSSL = path("openssl", "openssl", "1.0.1");

    protected Store store;

    /** A store with nothing in it. */
    protected abstract Store newStore() throws Exception;

    /** The same store after its process ended and another one started. */
    protected abstract Store reopened(Store store);

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    ReportReceipt report(String source, Kind kind, Instant time, Consumer<ReportSink> content) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
            report.reportedAt(time);
            content.accept(report);
            return report.commit();
        }
    }

    /** Trivy's report about one device, which has these paths of one weakness. */
    ReportReceipt fullReport(Instant time, String device, FindingPath... paths) {
        return report("trivy", Kind.FULL, time, sink -> {
            sink.device(device(device).said());
            for (FindingPath path : paths) sink.finding(ReportedFinding.present(device, LOG4SHELL, path));
        });
    }

    List<FleetDevice> fleet() {
        return StoreState.fleet(store);
    }

    List<String> state() {
        return StoreState.of(store);
    }

    List<String> open(FleetDevice device) {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < device.weaknesses().length; i++) {
            Software software = store.dictionary().path(device.paths()[i]).software();
            open.add(store.dictionary().weaknessName(device.weaknesses()[i]) + " " + software.product() + " "
                    + software.version());
        }
        return open;
    }

    List<String> periods(int slot) {
        return store.findings(slot).stream()
                .map(period -> {
                    Software software = store.dictionary().path(period.path()).software();
                    return software.product() + " " + software.version() + " " + period.source() + " "
                            + date(period.firstSeen()) + ".." + date(period.lastSeen())
                            + (period.fixedAt() == null ? "" : " fixed " + date(period.fixedAt()));
                })
                .sorted()
                .toList();
    }

    private static LocalDate date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    public static Instant day(int ofJune) {
        return LocalDate.of(2026, 6, ofJune).atTime(6, 0).toInstant(ZoneOffset.UTC);
    }

    static FindingPath path(String vendor, String product, String version) {
        return FindingPath.open(new Software(vendor, product, version), "update " + product);
    }

    static FleetDevice only(List<FleetDevice> devices) {
        assertThat(devices).hasSize(1);
        return devices.getFirst();
    }

    static DeviceStatement device(String id) {
        return new DeviceStatement(id);
    }
}

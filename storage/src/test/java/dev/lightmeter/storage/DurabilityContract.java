package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every store makes durable, and in which order. */
public abstract class DurabilityContract extends OpenedStore {

    @Test
    void leavesNoTraceOfAReportThatWasNotCommitted() {
        fullReport(day(1), "web", LOG4J_OLD);
        List<String> before = state();
        try (ReportTransaction report = store.beginReport(new ReportHeader("grype", Kind.FULL))) {
            report.device(device("db").group("Databases", 3).said());
            report.finding(ReportedFinding.present("db", HEARTBLEED, OPENSSL));
            assertThat(state()).isEqualTo(before);
        }

        assertThat(state()).isEqualTo(before);
        store = reopened(store);
        assertThat(state()).isEqualTo(before);
        ReportReceipt receipt = report(
                "grype", Kind.FULL, day(2), sink -> sink.finding(ReportedFinding.present("db", HEARTBLEED, OPENSSL)));
        assertThat(receipt.report()).isEqualTo(2);
        assertThat(receipt.touchedSlots()).containsExactly(1);
        store = reopened(store);
        assertThat(open(fleet().get(1))).containsExactly(HEARTBLEED + " openssl 1.0.1");
    }

    @Test
    void refusesToCommitTwice() {
        try (ReportTransaction report = store.beginReport(new ReportHeader("grype", Kind.FULL))) {
            report.commit();
            assertThatThrownBy(report::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this report has ended");
        }
    }

    @Test
    void letsTheSecondReportWaitForTheFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<ReportReceipt> second = new AtomicReference<>();
        Thread other;
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            other = Thread.ofVirtual().start(() -> {
                begun.countDown();
                second.set(fullReport(day(2), "db", LOG4J_OLD));
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            report.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD));
            assertThat(report.commit().report()).isEqualTo(1);
        }
        other.join(10_000);
        assertThat(second.get().report()).isEqualTo(2);
        assertThat(fleet()).hasSize(2);
    }

    @Test
    void takesInOneReportFromSeveralThreads() throws Exception {
        int threads = 4;
        int each = 5_000;
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.reportedAt(day(1));
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int part = t;
                running.add(Thread.ofPlatform().start(() -> {
                    for (int i = part; i < threads * each; i += threads) {
                        report.finding(ReportedFinding.present("d" + i % 100, "CVE-2020-" + i / 100, LOG4J_OLD));
                    }
                }));
            }
            for (Thread thread : running) thread.join();
            assertThat(report.commit().findingsNew()).isEqualTo(threads * each);
        }

        assertThat(fleet()).hasSize(100).allSatisfy(device -> assertThat(open(device))
                .hasSize(200)
                .allSatisfy(finding -> assertThat(finding).endsWith("log4j 2.14.0")));
        assertThat(fleet()).extracting(device -> device.device().id()).isSorted();
    }

    @Test
    void handsOutTheChosenDevicesInTheOrderOfTheirSlots() {
        report("trivy", Kind.FULL, day(1), sink -> {
            for (int i = 0; i < 10; i++) {
                sink.finding(ReportedFinding.present("d" + i, LOG4SHELL, LOG4J_OLD));
                sink.finding(ReportedFinding.present("d" + i, "CVE-2020-" + i, LOG4J_OLD));
            }
        });
        List<FleetDevice> chosen = new ArrayList<>();
        store.forEachDevice(new int[] {7, 2, 7, 99, -1}, chosen::add);

        assertThat(chosen).extracting(FleetDevice::slot).containsExactly(2, 7);
        assertThat(open(chosen.getFirst()))
                .containsExactlyInAnyOrder(LOG4SHELL + " log4j 2.14.0", "CVE-2020-2 log4j 2.14.0");
        List<FleetDevice> none = new ArrayList<>();
        store.forEachDevice(new int[0], none::add);
        assertThat(none).isEmpty();
    }

    @Test
    void isTheSameAfterItWasClosedAndOpened() {
        report("defender", Kind.FULL, day(1), sink -> {
            sink.device(device("m-1")
                    .name("web.example.org")
                    .os("Linux")
                    .tags("a", "b")
                    .group("Servers", 7)
                    .value(DeviceValue.LOW)
                    .controls(new Control("tls", 5, true))
                    .said());
            sink.finding(ReportedFinding.present("m-1", LOG4SHELL, LOG4J_OLD));
        });
        fullReport(day(2), "db", LOG4J_LESS_OLD);
        fullReport(day(3), "db");
        List<String> before = state();

        store = reopened(store);

        assertThat(state()).isEqualTo(before);
        assertThat(fullReport(day(4), "db", OPENSSL).report()).isEqualTo(4);
    }

    @Test
    void keepsByWhichOtherNamesWeaknessesWereCalled() {
        Consumer<ReportSink> named = sink -> {
            sink.alias(new Alias("GHSA-1", LOG4SHELL));
            sink.alias(new Alias("DSA-7", LOG4SHELL));
            sink.alias(new Alias("DSA-7", HEARTBLEED));
        };
        assertThat(report("trivy", Kind.FULL, day(1), named).aliasesChanged()).isTrue();
        assertThat(report("trivy", Kind.FULL, day(2), named).aliasesChanged()).isFalse();
        assertThat(report("grype", Kind.DELTA, day(2), sink -> {}).aliasesChanged())
                .isFalse();
        store = reopened(store);
        assertThat(store.aliases().meantBy("DSA-7")).containsExactly(HEARTBLEED, LOG4SHELL, "DSA-7");
        assertThat(store.aliases().meantBy(LOG4SHELL)).containsExactly(LOG4SHELL, "GHSA-1");
        Consumer<ReportSink> more = sink -> sink.alias(new Alias("GHSA-1", HEARTBLEED));
        assertThat(report("grype", Kind.DELTA, day(3), more).aliasesChanged()).isTrue();
        assertThat(store.aliases().meantBy("GHSA-1")).contains(LOG4SHELL, HEARTBLEED);
    }

    @Test
    void keepsNamesThatNoDiskCanHoldApart() {
        report("trivy", Kind.FULL, day(1), sink -> {
            sink.device(device("a\uD800").name("n\0n").tags("two\nlines").said());
            sink.finding(ReportedFinding.present("a\uD800", "CVE-\uDC00", path("v\0", "p", "")));
            sink.finding(ReportedFinding.present("a\uD801", "CVE-\uDC01", path("v\uFFFD", "p", "")));
        });
        List<String> before = state();

        store = reopened(store);

        assertThat(state()).isEqualTo(before);
        assertThat(only(fleet()).device().id()).isEqualTo("a\uFFFD");
        assertThat(only(fleet()).device().tags()).containsExactly("two lines");
        assertThat(only(fleet()).weaknesses()).hasSize(1);
    }
}

package dev.lightmeter.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryEvent;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.ScoreBasis;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreException;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the commit of a report and its row of history the program can end, or the disk be full. */
class KilledRecorderTest {

    @TempDir
    Path folder;

    @Test
    void recordsOnceWhatAKilledProcessCommittedAndDidNotRecord() throws Exception {
        Process process = start(Importing.class, folder.toString());
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("about to record");
        } finally {
            process.destroyForcibly().waitFor();
        }

        for (int start = 1; start <= 3; start++) {
            try (Store store = DuckDbStore.open(folder, Clock.systemUTC())) {
                LiveExposure exposure = started(store, new HistoryRecorder(store.history()));
                assertThat(exposure.current().organisation().devices())
                        .as("start %d: what was acknowledged is there", start)
                        .isEqualTo(2);
                assertThat(causes(store)).as("start %d", start).containsExactly(Cause.DEVICE_IN, Cause.WHILE_STOPPED);
                assertThat(kept(store)).as("start %d", start).isEqualTo(shown(exposure.current()));
            }
        }
    }

    @Test
    void recordsWithTheNextChangeWhatTheDiskCouldNotTake() {
        InMemoryStore store = new InMemoryStore(Clock.systemUTC());
        Failing history = new Failing(store.history());
        LiveExposure exposure = started(store, new HistoryRecorder(history));
        report(store, exposure, "one");
        Sums first = Sums.of(exposure.current().organisation());
        history.fails = true;
        report(store, exposure, "two");
        Sums second = Sums.of(exposure.current().organisation());
        assertThat(kept(store)).containsEntry(Step.ORGANISATION, first);

        history.fails = false;
        report(store, exposure, "three");

        assertThat(kept(store)).isEqualTo(shown(exposure.current()));
        List<Step> steps = new ArrayList<>();
        store.history().forEachStep(1, Long.MAX_VALUE, Set.of(Step.ORGANISATION), (event, step) -> steps.add(step));
        assertThat(steps)
                .containsExactly(
                        new Step(Step.ORGANISATION, Cause.WHILE_STOPPED, second),
                        new Step(
                                Step.ORGANISATION,
                                Cause.DEVICE_IN,
                                Sums.of(exposure.current().organisation())));
    }

    private static LiveExposure started(Store store, HistoryRecorder recorder) {
        LiveExposure exposure = LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, Clock.systemUTC());
        exposure.recordWith(recorder);
        return exposure;
    }

    private static void report(Store store, LiveExposure exposure, String device) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", ReportHeader.Kind.FULL))) {
            report.device(ReportedDevice.named(device, device + ".example.org"));
            report.finding(ReportedFinding.present(
                    device, "CVE-2031-0001", FindingPath.open(new Software("acme", "portal", "1"), "update")));
            exposure.take(report.commit(), HistoryMark.of(HistoryMark.Kind.IMPORT, device));
        }
    }

    private static List<Cause> causes(Store store) {
        List<Cause> causes = new ArrayList<>();
        store.history().forEachStep(0, Long.MAX_VALUE, Set.of(Step.ORGANISATION), (event, step) -> {
            if (step.cause() != Cause.STANDING) causes.add(step.cause());
        });
        return causes;
    }

    private static Map<Integer, Sums> kept(Store store) {
        return store.history().sumsAfter(Long.MAX_VALUE);
    }

    private static Map<Integer, Sums> shown(Scoreboard board) {
        Map<Integer, Sums> shown = new HashMap<>();
        board.groups().forEach(score -> {
            DeviceGroup group = score.group();
            if (group != null) shown.put(group.id(), Sums.of(score));
        });
        shown.put(Step.ORGANISATION, Sums.of(board.organisation()));
        return shown;
    }

    private static Process start(Class<?> main, String argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Records one report, and is about to record another one when it is killed. */
    static final class Importing {

        public static void main(String[] arguments) {
            Store store = DuckDbStore.open(Path.of(arguments[0]), Clock.systemUTC());
            report(store, started(store, new HistoryRecorder(store.history())), "one");
            History stuck = new Failing(store.history()) {
                @Override
                public HistoryEvent add(Instant at, List<HistoryMark> marks, List<Step> steps) {
                    System.out.println("about to record");
                    while (true) LockSupport.park();
                }
            };
            report(store, started(store, new HistoryRecorder(stuck)), "two");
        }
    }

    /** A history to which nothing can be added while it fails. */
    private static class Failing implements History {

        private final History history;
        private boolean fails;

        Failing(History history) {
            this.history = history;
        }

        @Override
        public HistoryEvent add(Instant at, List<HistoryMark> marks, List<Step> steps) {
            if (fails) throw new StoreException("the disk is full");
            return history.add(at, marks, steps);
        }

        @Override
        public Optional<HistoryEvent> lastAt(Instant time) {
            return history.lastAt(time);
        }

        @Override
        public SortedMap<Integer, Sums> sumsAfter(long event) {
            return history.sumsAfter(event);
        }

        @Override
        public void forEachStep(long after, long until, Set<Integer> groups, StepVisitor visitor) {
            history.forEachStep(after, until, groups, visitor);
        }

        @Override
        public List<HistoryEvent> lastOfEach(Instant from, Instant to, int spans, Set<Integer> groups) {
            return history.lastOfEach(from, to, spans, groups);
        }

        @Override
        public List<HistoryEvent> marked(Instant from, Instant to, long before, int most) {
            return history.marked(from, to, before, most);
        }

        @Override
        public List<HistoryEvent> events(Set<Long> numbers) {
            return history.events(numbers);
        }

        @Override
        public Optional<ScoreBasis> basis() {
            return history.basis();
        }

        @Override
        public void keepBasis(ScoreBasis basis) {
            history.keepBasis(basis);
        }
    }
}

package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.storage.memory.InMemoryStore;
import dev.lightmeter.storage.merged.MergedStore;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that the operator declares to be one, over every store. */
public abstract class MergeContract {

    private static final Instant NOW = StoreContract.CLOCK.instant();

    private Store store;
    private MergedStore merged;

    /** A store with nothing in it. */
    protected abstract Store newStore() throws Exception;

    /** The same store after its process ended and another one started. */
    protected abstract Store reopened(Store store);

    @BeforeEach
    void open() throws Exception {
        store = newStore();
        merged = new MergedStore(store);
    }

    @AfterEach
    void close() {
        merged.close();
    }

    @Test
    void tellsMergedDevicesAsTheOneThatSurvives() {
        report("nessus", "10.0.0.7", "10.0.0.7", "CVE-2024-1", "CVE-2024-2");
        report("defender", "d1", "web.example.org", "CVE-2024-2", "CVE-2024-3");

        assertThat(merged.merge(1, Set.of(0), NOW)).containsExactly(0, 1);

        FleetDevice one = onlyDevice();
        assertThat(one.slot()).isEqualTo(1);
        assertThat(one.device().id()).isEqualTo("d1");
        assertThat(weaknesses(one)).containsExactly("CVE-2024-1", "CVE-2024-2", "CVE-2024-3");
        assertThat(merged.records(new int[] {0, 1})).singleElement().satisfies(device -> assertThat(device.name())
                .isEqualTo("web.example.org"));
        assertThat(merged.findings(0)).isEmpty();
        assertThat(merged.findings(1)).extracting(FindingPeriod::source).contains("nessus", "defender");
    }

    @Test
    void countsAWeaknessThatTwoScannersReportOnce() {
        report("nessus", "n1", "n1", "CVE-2024-1");
        report("defender", "d1", "d1", "CVE-2024-1");
        int alone = score(0);

        merged.merge(0, Set.of(1), NOW);

        assertThat(score(0)).isEqualTo(alone);
        List<Integer> open = new ArrayList<>();
        merged.forEachOpenFinding(0, 2, (slot, weakness, path, first, last, recorded) -> open.add(slot));
        assertThat(open).containsExactly(0);
    }

    @Test
    void letsTheValueAndTagsOfTheSurvivorCountAndGivesTheOthersBackOnSplit() {
        report("nessus", "n1", "n1", "CVE-2024-1");
        report("defender", "d1", "d1", "CVE-2024-1");
        store.decide(List.of(DeviceDecision.value(0, DeviceValue.HIGH), DeviceDecision.addTag(0, "old")));
        store.decide(List.of(DeviceDecision.value(1, DeviceValue.LOW), DeviceDecision.addTag(1, "new")));

        merged.merge(1, Set.of(0), NOW);
        assertThat(onlyDevice().device().value()).isEqualTo(DeviceValue.LOW);
        assertThat(onlyDevice().device().tags()).containsExactly("new");

        merged.split(Set.of(0));
        assertThat(StoreState.fleet(merged))
                .extracting(device -> device.device().value())
                .containsExactly(DeviceValue.HIGH, DeviceValue.LOW);
    }

    @Test
    void givesLaterReportsOfEitherToTheSurvivor() {
        report("nessus", "n1", "n1", "CVE-2024-1");
        report("defender", "d1", "d1", "CVE-2024-2");
        merged.merge(1, Set.of(0), NOW);

        ReportReceipt receipt = report("nessus", "n1", "n1", "CVE-2024-7");

        assertThat(receipt.touchedSlots()).containsExactly(1);
        assertThat(receipt.devicesNew()).isZero();
        assertThat(weaknesses(onlyDevice())).containsExactly("CVE-2024-2", "CVE-2024-7");
    }

    @Test
    void takesAMergeOfAMergeBackStepByStep() {
        for (String id : List.of("a", "b", "c")) report("nessus", id, id, "CVE-2024-" + id);
        merged.merge(1, Set.of(2), NOW);
        merged.merge(0, Set.of(1), NOW);
        assertThat(weaknesses(onlyDevice())).containsExactly("CVE-2024-a", "CVE-2024-b", "CVE-2024-c");

        assertThat(merged.split(Set.of(1))).containsExactly(0, 1);

        assertThat(StoreState.fleet(merged))
                .extracting(MergeContract.this::weaknesses)
                .containsExactly(List.of("CVE-2024-a"), List.of("CVE-2024-b", "CVE-2024-c"));
    }

    @Test
    void findsTheSurvivorByWhatOnlyTheOtherSays() {
        report("nessus", "n1", "web.example.org", "CVE-2024-1");
        report("defender", "d1", "d1", "CVE-2024-1");
        report("defender", "d2", "d2", "CVE-2024-1");
        merged.merge(1, Set.of(0), NOW);

        List<String> found = new ArrayList<>();
        merged.forEachRecord(
                0,
                Filter.compare(DeviceProperties.NAME, Comparison.EQ, "web.example.org"),
                device -> found.add(device.id()));

        assertThat(found).containsExactly("d1");
    }

    @Test
    void refusesWhatCannotBeMergedOrSplit() {
        for (String id : List.of("a", "b", "c")) report("nessus", id, id, "CVE-2024-1");
        merged.merge(0, Set.of(1), NOW);

        assertThatThrownBy(() -> merged.merge(2, Set.of(1), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the device 1 is merged into the device 0");
        assertThatThrownBy(() -> merged.merge(0, Set.of(0, 2), NOW)).hasMessage("the device 0 is to go into itself");
        assertThatThrownBy(() -> merged.merge(0, Set.of(9), NOW))
                .hasMessage("one of the devices [0, 9] does not exist");
        assertThatThrownBy(() -> merged.split(Set.of(2))).hasMessage("the device 2 is not merged into another one");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void splitRestoresWhatWasToldAndEveryScoreBitForBit(long seed) {
        RandomReports reports = new RandomReports(seed);
        for (int i = 0; i < 12; i++) reports.tellNext(List.of(merged));
        List<String> before = StoreState.of(merged);
        Scoreboard board = board();
        List<String> scores = scores(board);
        Random random = new Random(seed);
        int devices = StoreState.fleet(merged).size();
        int into = random.nextInt(devices);
        Set<Integer> others = new TreeSet<>();
        while (others.size() < Math.min(3, devices - 1)) {
            int other = random.nextInt(devices);
            if (other != into) others.add(other);
        }

        merged.merge(into, others, NOW);
        store = reopened(store);
        merged = new MergedStore(store);
        assertThat(StoreState.fleet(merged)).as("seed %d", seed).hasSize(devices - others.size());
        merged.split(others);

        assertThat(StoreState.of(merged)).as("seed %d", seed).isEqualTo(before);
        assertThat(scores(board())).as("seed %d", seed).isEqualTo(scores);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void reportsWhileMergedAreWhatTheyWouldHaveBeenWithoutTheMerge(long seed) {
        Store never = new InMemoryStore(StoreContract.CLOCK);
        RandomReports reports = new RandomReports(seed);
        for (int i = 0; i < 8; i++) reports.tellNext(List.of(never, merged));
        int devices = StoreState.fleet(merged).size();
        merged.merge(0, Set.of(devices - 1), NOW);
        for (int i = 0; i < 8; i++) reports.tellNext(List.of(never, store)); // the receipts of both are about all slots
        merged.split(Set.of(devices - 1));

        assertThat(StoreState.of(merged)).as("seed %d", seed).isEqualTo(StoreState.of(never));
    }

    private ReportReceipt report(String source, String id, String name, String... weaknesses) {
        try (ReportTransaction report = merged.beginReport(new ReportHeader(source, Kind.FULL))) {
            report.device(new DeviceStatement(id).name(name).said());
            for (String weakness : weaknesses) {
                report.finding(ReportedFinding.present(
                        id, weakness, FindingPath.open(new Software("vendor", "product", "1"), "update")));
            }
            return report.commit();
        }
    }

    private FleetDevice onlyDevice() {
        List<FleetDevice> fleet = StoreState.fleet(merged);
        assertThat(fleet).hasSize(1);
        return fleet.getFirst();
    }

    private List<String> weaknesses(FleetDevice device) {
        List<String> names = new ArrayList<>();
        for (int weakness : device.weaknesses()) names.add(merged.dictionary().weaknessName(weakness));
        names.sort(null);
        return names;
    }

    private Scoreboard board() {
        Fleet fleet = Fleet.empty(merged.dictionary(), GroupRules.NONE, merged.groups())
                .with(StoreState.fleet(merged), merged.groups());
        return new Scorer(Parameters.DEFAULT, 1).score(fleet, merged.threats(), NOW);
    }

    private int score(int slot) {
        return board().deviceScore(slot);
    }

    private static List<String> scores(Scoreboard board) {
        List<String> scores = new ArrayList<>();
        board.groups().forEach(score -> scores.add(score.toString()));
        scores.add(board.organisation().toString());
        for (int slot = 0; slot < board.fleet().slots(); slot++) scores.add("" + board.deviceScore(slot));
        return scores;
    }
}

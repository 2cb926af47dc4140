package dev.lightmeter.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.imports.FileImport;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.memory.InMemoryStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Overlapping reports of two scanners about the same hosts, through the import into each store. */
class TwoScannersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2031-03-09T12:00:00Z"), ZoneOffset.UTC);
    private static final String BOTH = "CVE-2031-0001";
    private static final String FIRST = "CVE-2031-0002";
    private static final String SECOND = "CVE-2031-0003";

    @TempDir
    Path folder;

    /** Two scanners with the files of each. Both find one weakness, and each finds one that the other does not. */
    record Pair(String one, List<String> filesOfOne, String other, List<String> filesOfOther) {

        @Override
        public String toString() {
            return one + " and " + other;
        }
    }

    static Stream<Arguments> pairsInEachStore() {
        List<Pair> pairs = List.of(
                new Pair(
                        "defender",
                        List.of(ScannerFiles.defenderMachines(), ScannerFiles.defender(BOTH, FIRST)),
                        "nessus",
                        List.of(ScannerFiles.nessus(BOTH, SECOND))),
                new Pair(
                        "trivy",
                        List.of(ScannerFiles.trivy("shop:1.4", BOTH, FIRST), ScannerFiles.trivy("cart:2", BOTH, FIRST)),
                        "grype",
                        List.of(
                                ScannerFiles.grype("docker.io/library/shop:1.4", BOTH, SECOND),
                                ScannerFiles.grype("cart:2", BOTH, SECOND))),
                new Pair(
                        "qualys",
                        List.of(ScannerFiles.qualys(BOTH, FIRST)),
                        "openvas",
                        List.of(ScannerFiles.openVas(BOTH, SECOND))));
        return pairs.stream().flatMap(pair -> Stream.of("memory", "DuckDB").map(store -> Arguments.of(pair, store)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("pairsInEachStore")
    void giveOneDeviceEachAndOneCountOfAWeaknessAndTheExplanationNamesBoth(Pair pair, String kind) {
        try (MergedStore store = open(kind, "a")) {
            load(store, pair.filesOfOne());
            load(store, pair.filesOfOther());
            Scoreboard board = exposure(store).current();

            assertThat(slots(board)).hasSize(2);
            for (int slot : slots(board)) {
                DeviceExplanation explanation = board.explain(slot);
                assertThat(explanation.parts())
                        .extracting(DeviceExplanation.Part::key)
                        .containsExactlyInAnyOrder(BOTH, FIRST, SECOND);
                String document = document(store, board, explanation.device().id());
                assertThat(sources(document, BOTH)).isEqualTo(quoted(pair.one(), pair.other()));
                assertThat(sources(document, FIRST)).isEqualTo(quoted(pair.one()));
                assertThat(sources(document, SECOND)).isEqualTo(quoted(pair.other()));
            }
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("pairsInEachStore")
    void giveTheSameScoresInWhicheverOrderTheyCome(Pair pair, String kind) {
        try (MergedStore store = open(kind, "a");
                MergedStore turned = open(kind, "b")) {
            load(store, pair.filesOfOne());
            load(store, pair.filesOfOther());
            load(turned, pair.filesOfOther());
            load(turned, pair.filesOfOne());

            assertThat(hazards(exposure(turned).current()))
                    .containsExactlyInAnyOrderElementsOf(hazards(exposure(store).current()));
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("pairsInEachStore")
    void getTheirScoresBackToTheBitWhenAMergeIsTakenBack(Pair pair, String kind) {
        try (MergedStore store = open(kind, "a")) {
            load(store, pair.filesOfOne());
            LiveExposure exposure = exposure(store);
            List<Object> before = everything(exposure.current());

            exposure.takeDevices(store.merge(0, Set.of(1), CLOCK.instant()));
            assertThat(slots(exposure.current())).containsExactly(0);
            assertThat(everything(exposure.current())).isNotEqualTo(before);
            exposure.takeDevices(store.split(Set.of(1)));

            assertThat(everything(exposure.current())).isEqualTo(before);
            assertThat(everything(exposure(store).current())).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("pairsInEachStore")
    void keepReportsThatComeDuringAMergeApartForTheSplit(Pair pair, String kind) {
        try (MergedStore store = open(kind, "a");
                MergedStore never = open(kind, "b")) {
            load(store, pair.filesOfOne());
            store.merge(0, Set.of(1), CLOCK.instant());
            load(store, pair.filesOfOther());
            store.split(Set.of(1));
            load(never, pair.filesOfOne());
            load(never, pair.filesOfOther());

            assertThat(everything(exposure(store).current()))
                    .isEqualTo(everything(exposure(never).current()));
        }
    }

    private MergedStore open(String kind, String name) {
        Store store = kind.equals("memory") ? new InMemoryStore(CLOCK) : DuckDbStore.open(folder.resolve(name), CLOCK);
        return new MergedStore(store);
    }

    private void load(Store store, List<String> files) {
        List<InputFile> inputs = new ArrayList<>();
        for (String file : files) inputs.add(new InputFile("file-" + inputs.size(), written(file)));
        for (FileImport done : new FileImports(store).run(Intake.of(inputs), Progress.NONE)) {
            assertThat(done.outcome()).isInstanceOf(FileImport.Outcome.Report.class);
            assertThat(done.rows().skipped().total()).isZero();
        }
    }

    private Path written(String text) {
        try {
            Path file = Files.createTempFile(folder, "report", "");
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LiveExposure exposure(Store store) {
        return LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, CLOCK);
    }

    private static List<Integer> slots(Scoreboard board) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < board.fleet().slots(); slot++) {
            if (board.state(slot).isPresent()) slots.add(slot);
        }
        return slots;
    }

    private static List<Long> hazards(Scoreboard board) {
        return slots(board).stream()
                .map(slot -> board.explain(slot).hazardNano())
                .toList();
    }

    /** Scores, hazards and shares of all devices, and the sums of the organisation. */
    private static List<Object> everything(Scoreboard board) {
        List<Object> all = new ArrayList<>();
        all.add(board.organisation());
        for (int slot : slots(board)) {
            DeviceExplanation explanation = board.explain(slot);
            all.add(slot + " " + explanation.device().id() + " " + explanation.hazardNano() + " "
                    + explanation.scoreE7());
            all.add(explanation.parts());
        }
        return all;
    }

    private static String document(Store store, Scoreboard board, String id) {
        Explanations.Answer answer = new Explanations(store, store::fixes).device(board, id, 100);
        assertThat(answer).isInstanceOf(Explanations.Answer.Document.class);
        return new String(((Explanations.Answer.Document) answer).json(), StandardCharsets.UTF_8);
    }

    /** Who reports a weakness, as the explanation lists it. */
    private static String sources(String document, String weakness) {
        String behind = document.substring(document.indexOf("\"id\":\"" + weakness + "\""));
        int from = behind.indexOf("\"sources\":[") + "\"sources\":[".length();
        return behind.substring(from, behind.indexOf(']', from));
    }

    private static String quoted(String... sources) {
        return "\"" + String.join("\",\"", Stream.of(sources).sorted().toList()) + "\"";
    }
}

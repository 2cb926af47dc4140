package dev.lightmeter.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.ExposureModel;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.GroupSum;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.storage.RandomReports;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import dev.lightmeter.storage.StoreState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** One SQL statement, the columnar scorer and the readable model give the same integers for what a store holds (T36). */
class SqlScoreTest {

    /** Some of the random devices are stale by then, others still count, and some exceptions have ended. */
    private static final LocalDate DAY = LocalDate.parse("2026-07-04");

    private static final int REPORTS = 60;

    @RepeatedTest(10)
    void givesTheSameBitsInOneStatementOverTheTables(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(seed);
        List<String> readable;
        List<String> columnar;
        try (Store store = DuckDbStore.open(folder, StoreContract.CLOCK)) {
            for (int i = 0; i < REPORTS; i++) reports.tellNext(List.of(store));
            readable = readable(store);
            columnar = columnar(store);
        }

        List<String> bySql = bySql(folder.resolve("store").resolve("lightmeter.duckdb"));
        assertThat(bySql).as("seed %d", seed).isEqualTo(columnar);
        assertThat(bySql).as("seed %d", seed).isEqualTo(readable);
        assertThat(bySql).as("seed %d has groups to compare", seed).anyMatch(row -> row.startsWith("group "));
    }

    /** With equal scores and groups of all devices, equal histograms are implied. */
    private static List<String> columnar(Store store) {
        Fleet.Builder fleet =
                Fleet.empty(store.dictionary(), GroupRules.NONE, store.groups()).builder(List.of());
        store.forEachDevice(fleet::put);
        Scoreboard board = new Scorer(Parameters.DEFAULT)
                .score(fleet.build(), store.threats(), DAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
        List<String> scores = new ArrayList<>();
        for (int slot = 0; slot < board.fleet().slots(); slot++) {
            if (board.state(slot).isEmpty()) continue;
            scores.add("device " + slot + " " + board.hazard(slot) + " " + board.deviceScore(slot) + " 0");
        }
        board.groups().stream()
                .filter(score -> score.score().isPresent())
                .sorted(Comparator.comparingInt(
                        score -> Objects.requireNonNull(score.group()).id()))
                .forEach(score -> scores.add(
                        "group " + Objects.requireNonNull(score.group()).id() + " " + score.weighted() + " "
                                + score.weight() + " " + score.score().getAsLong()));
        return scores;
    }

    private static List<String> readable(Store store) {
        Threats threats = store.threats();
        Function<String, ThreatFacts> facts = weakness -> {
            ThreatFacts known = threats.of(store.dictionary().weakness(weakness));
            return known == null ? ThreatFacts.unknown(weakness) : known;
        };
        ExposureModel model = new ExposureModel(Parameters.DEFAULT, facts, DAY);
        List<String> scores = new ArrayList<>();
        Map<Integer, List<Assessed>> byGroup = new TreeMap<>();
        for (FleetDevice device : StoreState.fleet(store)) {
            Assessed assessed = new Assessed(device.device(), findings(store, device));
            var explained = model.explain(assessed);
            scores.add("device " + device.slot() + " " + explained.hazardNano() + " " + explained.scoreE7() + " 0");
            byGroup.computeIfAbsent(group(store, device), absent -> new ArrayList<>())
                    .add(assessed);
        }
        byGroup.forEach((group, devices) -> {
            GroupSum sum = model.sum(devices, ExposureModel.NOTHING_FIXED);
            if (sum.weight() == 0) return;
            scores.add("group " + group + " " + sum.weighted() + " " + sum.weight() + " "
                    + sum.score().getAsLong());
        });
        return scores;
    }

    private static List<Finding> findings(Store store, FleetDevice device) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < device.weaknesses().length; i++) {
            findings.add(new Finding(
                    store.dictionary().weaknessName(device.weaknesses()[i]),
                    store.dictionary().path(device.paths()[i])));
        }
        return findings;
    }

    private static int group(Store store, FleetDevice device) {
        return store.groups().stream()
                .filter(group -> group.name().equals(device.device().sourceGroup()))
                .findFirst()
                .orElse(DeviceGroup.UNASSIGNED)
                .id();
    }

    private static List<String> bySql(Path file) throws IOException, SQLException {
        List<String> scores = new ArrayList<>();
        try (InputStream sql = SqlScoreTest.class.getResourceAsStream("score.sql");
                Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create temp table today as select date '" + DAY + "' as day");
            try (ResultSet rows = statement.executeQuery(new String(sql.readAllBytes(), StandardCharsets.UTF_8))) {
                while (rows.next()) {
                    scores.add(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getLong(3) + " " + rows.getLong(4)
                            + " " + rows.getLong(5));
                }
            }
        }
        return scores;
    }
}

package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every count is the length of the list behind it, for whoever asks. */
class FindingsAgreeTest {

    private static final List<String> STATUSES =
            List.of("open", "open", "open", "affected", "under_investigation", "fixed", "not_affected");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}, sees everything: {1}")
    @CsvSource({"1, true", "1, false", "2, true", "2, false", "3, false"})
    void countsWhatItLists(long seed, boolean seesEverything) {
        try (FindingsServer server = FindingsServer.start(folder, fleet(new Random(seed)))) {
            if (!seesEverything) server.asUserOfServers();
            List<Map<String, Object>> all = server.rows("vulnerabilities/machinesVulnerabilities");
            assertThat(all).isNotEmpty();
            Map<Object, Long> devices = all.stream()
                    .collect(Collectors.groupingBy(
                            row -> row.get("cveId"),
                            Collectors.collectingAndThen(
                                    Collectors.mapping(row -> row.get("machineId"), Collectors.toSet()),
                                    ids -> (long) ids.size())));
            for (Map<String, Object> row : server.rows("vulnerabilities")) {
                Object id = row.get("id");
                assertThat(row)
                        .as("%s, seed %d", id, seed)
                        .containsEntry("exposedMachines", devices.getOrDefault(id, 0L));
                assertThat((long) server.rows("vulnerabilities/" + id + "/machineReferences")
                                .size())
                        .as("%s, seed %d", id, seed)
                        .isEqualTo(row.get("exposedMachines"));
            }
            for (Map<String, Object> row : server.rows("Software")) {
                String address = "Software/" + row.get("id");
                assertThat((long) server.rows(address + "/vulnerabilities").size())
                        .as("%s, seed %d", address, seed)
                        .isEqualTo(row.get("weaknesses"));
                assertThat(server.rows(address + "/machineReferences").size())
                        .as("%s, seed %d", address, seed)
                        .isGreaterThanOrEqualTo(((Long) row.get("exposedMachines")).intValue());
            }
            for (Map<String, Object> row : server.rows("recommendations")) {
                String address = "recommendations/" + row.get("id");
                assertThat((long) server.rows(address + "/machineReferences").size())
                        .as("%s, seed %d", address, seed)
                        .isEqualTo(row.get("exposedMachinesCount"));
                assertThat((long) server.rows(address + "/vulnerabilities").size())
                        .as("%s, seed %d", address, seed)
                        .isEqualTo(row.get("weaknesses"));
            }
        }
    }

    /** Devices of two groups, some of them out of date, that share products, weaknesses and a control. */
    private static String fleet(Random random) {
        return IntStream.range(0, 25)
                .mapToObj(device -> """
                        {"id": "d%d", "group": "%s", "daysSinceAssessed": %d, "internetFacing": %b,
                         "config": [{"id": "sca-_-scid-7", "weight": 8, "failed": %b}], "findings": [%s]}""".formatted(
                                device,
                                random.nextBoolean() ? "Servers" : "Laptops",
                                random.nextInt(8) == 0 ? 90 : 0,
                                random.nextBoolean(),
                                random.nextBoolean(),
                                findings(random)))
                .collect(Collectors.joining(",", "{\"asOf\": \"2026-03-04\", \"devices\": [", "]}"));
    }

    private static String findings(Random random) {
        return IntStream.range(0, random.nextInt(7))
                .mapToObj(finding -> """
                        {"cve": "CVE-2026-%04d", "vendor": "acme", "product": "product-%d", "version": "%d", "status": "%s"}""".formatted(
                                1 + random.nextInt(9),
                                random.nextInt(4),
                                random.nextInt(3),
                                STATUSES.get(random.nextInt(STATUSES.size()))))
                .collect(Collectors.joining(","));
    }
}

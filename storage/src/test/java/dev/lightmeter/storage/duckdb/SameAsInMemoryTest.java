package dev.lightmeter.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.storage.RandomReports;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;
import dev.lightmeter.storage.StoreState;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameAsInMemoryTest {

    private static final int REPORTS = 200;

    /** At -1 the database compares all findings, at 5 those of reports with more than five, at 1000 none. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 5, 1000})
    void knowsTheSameAfterAnyReportsAndAfterItWasOpenedAgain(int rowsInMemory, @TempDir Path folder) {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(seed);
        try (Store memory = new InMemoryStore(StoreContract.CLOCK)) {
            try (Store duckDb = DuckDbStore.open(folder, StoreContract.CLOCK, rowsInMemory)) {
                for (int i = 0; i < REPORTS; i++) {
                    List<String> answers = reports.tellNext(List.of(memory, duckDb));
                    assertThat(answers.get(1))
                            .as("report %d of seed %d", i, seed)
                            .isEqualTo(answers.get(0));
                    if (i % 25 == 0) {
                        assertThat(StoreState.of(duckDb))
                                .as("after report %d of seed %d", i, seed)
                                .isEqualTo(StoreState.of(memory));
                    }
                }
            }
            try (Store duckDb = DuckDbStore.open(folder, StoreContract.CLOCK, rowsInMemory)) {
                assertThat(StoreState.of(duckDb))
                        .as("opened again, seed %d", seed)
                        .isEqualTo(StoreState.of(memory));
            }
        }
    }
}

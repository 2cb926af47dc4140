package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.storage.ImportRun.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store remembers of what happened to it. */
public abstract class JournalContract {

    private static final Actor ALICE = new Actor(Actor.Kind.USER, "app-1", "object-1", "alice@example.org");
    private static final Actor ROBOT = new Actor(Actor.Kind.APPLICATION, "app-2", "object-2", "");

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

    @Test
    void tellsWhoChangedWhatNewestFirst() {
        store.journal().add(at(1), ALICE, "deviceGroup.create", "Servers", "rank 1");
        store.journal().add(at(2), ROBOT, "import", "trivy.json", "");
        store.journal().add(at(3), Actor.SCHEDULE, "feed.update", "epss", "quote ' and ; line\nend");
        store = reopened(store);
        store.journal().add(at(4), Actor.COMMAND_LINE, "import", "a.json", "");

        assertThat(store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, 10))
                .containsExactly(
                        new AuditEntry(4, at(4), Actor.COMMAND_LINE, "import", "a.json", ""),
                        new AuditEntry(3, at(3), Actor.SCHEDULE, "feed.update", "epss", "quote ' and ; line\nend"),
                        new AuditEntry(2, at(2), ROBOT, "import", "trivy.json", ""),
                        new AuditEntry(1, at(1), ALICE, "deviceGroup.create", "Servers", "rank 1"));
    }

    @Test
    void readsTheLogInPages() {
        for (int i = 1; i <= 7; i++) store.journal().add(at(i), ROBOT, "import", "file-" + i, "");
        Journal journal = store.journal();
        assertThat(journal.entries(at(3), Long.MAX_VALUE, 2))
                .extracting(AuditEntry::number)
                .containsExactly(7L, 6L);
        assertThat(journal.entries(at(3), 6, 10)).extracting(AuditEntry::number).containsExactly(5L, 4L, 3L);
    }

    @Test
    void keepsTimesToTheMicrosecond() {
        AuditEntry entry =
                store.journal().add(Instant.parse("2026-03-04T05:06:07.123456789Z"), ROBOT, "import", "x", "");
        assertThat(entry.at()).isEqualTo(Instant.parse("2026-03-04T05:06:07.123456Z"));
        assertThat(store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, 1)).containsExactly(entry);
    }

    @Test
    void remembersUploadsAndWhatBecameOfThem() {
        ImportRun first = store.journal().begin(at(1), ALICE, "trivy.json", 4711);
        ImportRun second = store.journal().begin(at(2), ROBOT, "lost.json", 1);
        ImportRun done = first.finished(at(3), new Outcome(2, 1, 1), "{\"imports\":[]}");
        store.journal().finish(done);
        store = reopened(store);

        assertThat(store.journal().importRun(1)).hasValue(done);
        assertThat(store.journal().importRun(2)).hasValue(second); // nobody ended it
        assertThat(store.journal().importRun(3)).isEmpty();
        assertThat(store.journal().importRuns(Long.MAX_VALUE, 10))
                .containsExactly(second, first.finished(at(3), new Outcome(2, 1, 1), ""));
        assertThat(store.journal().importRuns(2, 10))
                .extracting(ImportRun::number)
                .containsExactly(1L);
        assertThat(store.journal().begin(at(4), ALICE, "next", 0).number()).isEqualTo(3);
    }

    @Test
    @Timeout(30)
    void doesNotWaitForAReportThatIsBeingStored() {
        try (ReportTransaction open = store.beginReport(new ReportHeader("scanner", ReportHeader.Kind.FULL))) {
            store.journal().add(at(1), ALICE, "user.create", "bob", "");
            assertThat(store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, 10))
                    .hasSize(1);
            open.commit();
        }
        store = reopened(store);
        assertThat(store.journal().entries(Instant.EPOCH, Long.MAX_VALUE, 10)).hasSize(1);
    }

    private static Instant at(int second) {
        return Instant.parse("2026-03-04T05:06:00Z").plusSeconds(second);
    }
}

package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Closing;
import dev.lightmeter.core.RemediationTask.Priority;
import dev.lightmeter.core.RemediationTask.Requester;
import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.core.RemediationType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with remediation tasks. */
public abstract class RemediationTaskContract {

    private static final Instant DAY_1 = Instant.parse("2026-01-01T10:00:00.123456Z");
    private static final Instant DAY_2 = Instant.parse("2026-01-02T10:00:00Z");

    private Store store;

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
    void hasNoTasksAtFirst() {
        assertThat(store.remediationTasks().all()).isEmpty();
    }

    @Test
    void keepsTasksWithAllThatIsSaidOfThemOldestFirst() {
        RemediationTask full = new RemediationTask(
                UUID.fromString("3b241101-e2bb-4255-8caf-4136c566a962"),
                "va-_-acme-_-portal",
                "Update \"Portal\"",
                "two\nlines",
                RemediationType.UPGRADE,
                Priority.HIGH,
                DAY_2,
                LocalDate.parse("2026-02-28"),
                new Requester("u-1", "anna@example.org", "soon, please"),
                new Closing(DAY_2, "u-2", "bert@example.org"),
                List.of(new Target(3, true, DAY_2), new Target(70_000, false, DAY_1)));
        RemediationTask bare = bare(List.of());
        store.remediationTasks().keep(full);
        store.remediationTasks().keep(bare);
        store = reopened(store);

        assertThat(store.remediationTasks().all()).containsExactly(bare, full);
    }

    @Test
    void putsATaskInThePlaceOfTheOneWithItsId() {
        RemediationTask task = bare(targets(1000));
        store.remediationTasks().keep(task);
        RemediationTask closed = task.withClosing(new Closing(DAY_2, "app", null));
        store.remediationTasks().keep(closed);
        store = reopened(store);
        assertThat(store.remediationTasks().all()).containsExactly(closed);

        store.remediationTasks().keep(closed.withClosing(null));
        assertThat(store.remediationTasks().all()).containsExactly(task);
    }

    @Test
    void keepsWhatBecameOfSomeTargets() {
        store.remediationTasks().keep(bare(targets(1000)));
        List<Target> fixed = IntStream.range(200, 700)
                .mapToObj(slot -> new Target(slot, true, DAY_2))
                .toList();
        store.remediationTasks().keepTargets(bare(List.of()).id(), fixed);
        store.remediationTasks().keepTargets(bare(List.of()).id(), List.of(new Target(5, true, DAY_2)));
        store.remediationTasks().keepTargets(UUID.randomUUID(), List.of());
        store = reopened(store);

        List<Target> targets = store.remediationTasks().all().getFirst().targets();
        assertThat(targets).extracting(Target::slot).hasSize(1000).isSorted();
        assertThat(targets).filteredOn(Target::fixed).hasSize(501).containsAll(fixed);
    }

    private static List<Target> targets(int count) {
        return IntStream.range(0, count)
                .mapToObj(slot -> new Target(slot, false, DAY_1))
                .toList();
    }

    private static RemediationTask bare(List<Target> targets) {
        return new RemediationTask(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                "sca-_-scid-20000",
                "Turn it on",
                "",
                RemediationType.CONFIGURATION_CHANGE,
                Priority.LOW,
                DAY_1,
                null,
                new Requester("app", null, null),
                null,
                targets);
    }
}

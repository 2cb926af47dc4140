package dev.lightmeter.server.remediation;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.RemediationTasks;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All remediation tasks, followed from scoreboard to scoreboard: a target is fixed as soon as its sources no longer report what
 * the recommendation removes, and is not when it comes back. The store holds the same, so that the times survive.
 */
public final class Remediations {

    private static final Logger LOG = LoggerFactory.getLogger(Remediations.class);

    private final RemediationTasks store;
    private final Clock clock;

    /** By id, oldest first. Guarded by {@code this}. */
    private final Map<UUID, RemediationTask> tasks = new LinkedHashMap<>();

    public Remediations(RemediationTasks store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Reads all tasks and catches up with what has changed since they were written. */
    public synchronized void load(Scoreboard board) {
        store.all().forEach(task -> tasks.put(task.id(), task));
        follow(board, IntStream.range(0, board.fleet().slots()).toArray());
    }

    /** Takes in that devices have changed. A store that fails loses the time of a fix and nothing else, so nothing is thrown. */
    public synchronized void follow(Scoreboard board, int[] slots) {
        if (tasks.isEmpty()) return;
        int[] ascending = slots.clone();
        Arrays.sort(ascending);
        Instant now = now();
        for (RemediationTask task : List.copyOf(tasks.values())) {
            List<Target> changed = new ArrayList<>();
            List<Target> all = new ArrayList<>(task.targets());
            for (int i = 0; i < all.size(); i++) {
                Target target = all.get(i);
                if (Arrays.binarySearch(ascending, target.slot()) < 0) continue;
                if (board.fleet().device(target.slot()).isEmpty())
                    continue; // merged into another: nothing is fixed by it
                boolean fixed = !board.isConcernedBy(target.slot(), task.recommendation());
                if (fixed == target.fixed()) continue;
                Target then = new Target(target.slot(), fixed, now);
                all.set(i, then);
                changed.add(then);
            }
            if (!changed.isEmpty()) keep(task.withTargets(all), changed);
        }
    }

    /** All of them, oldest first. */
    synchronized List<RemediationTask> all() {
        return List.copyOf(tasks.values());
    }

    synchronized void add(RemediationTask task) {
        store.keep(task);
        tasks.put(task.id(), task);
    }

    /** Makes another task of one; empty if there is none with this id. */
    synchronized Optional<RemediationTask> change(UUID id, UnaryOperator<RemediationTask> change) {
        RemediationTask before = tasks.get(id);
        if (before == null) return Optional.empty();
        RemediationTask after = change.apply(before);
        if (!after.equals(before)) {
            store.keep(after);
            tasks.put(id, after);
        }
        return Optional.of(after);
    }

    /** The time to write down, as exactly as the store can keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** New targets: not fixed since now. */
    List<Target> targets(Collection<Integer> slots) {
        Instant now = now();
        return slots.stream().sorted().map(slot -> new Target(slot, false, now)).toList();
    }

    private void keep(RemediationTask task, List<Target> changed) {
        tasks.put(task.id(), task);
        try {
            store.keepTargets(task.id(), changed);
        } catch (RuntimeException e) {
            LOG.error("event=remediation outcome=not-stored task={} targets={}", task.id(), changed.size(), e);
        }
    }
}

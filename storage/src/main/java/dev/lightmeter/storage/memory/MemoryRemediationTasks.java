package dev.lightmeter.storage.memory;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.storage.RemediationTasks;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remediation tasks in a map. */
final class MemoryRemediationTasks implements RemediationTasks {

    /** Guarded by {@code this}. */
    private final Map<UUID, RemediationTask> tasks = new HashMap<>();

    @Override
    public synchronized List<RemediationTask> all() {
        return tasks.values().stream()
                .sorted(Comparator.comparing(RemediationTask::createdOn)
                        .thenComparing(task -> task.id().toString()))
                .toList();
    }

    @Override
    public synchronized void keep(RemediationTask task) {
        tasks.put(task.id(), withSorted(task, task.targets()));
    }

    @Override
    public synchronized void keepTargets(UUID task, List<Target> changed) {
        tasks.computeIfPresent(task, (id, known) -> {
            Set<Integer> slots = changed.stream().map(Target::slot).collect(Collectors.toSet());
            Stream<Target> others = known.targets().stream().filter(target -> !slots.contains(target.slot()));
            return withSorted(known, Stream.concat(others, changed.stream()).toList());
        });
    }

    private static RemediationTask withSorted(RemediationTask task, List<Target> targets) {
        return task.withTargets(
                targets.stream().sorted(Comparator.comparingInt(Target::slot)).toList());
    }
}

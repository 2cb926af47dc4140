package dev.lightmeter.storage;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Target;
import java.util.List;
import java.util.UUID;

/** What people asked others to carry out. Writing to it never waits for a report that is being stored. */
public interface RemediationTasks {

    /** All of them, oldest first, their targets by slot. */
    List<RemediationTask> all();

    /** Makes a task durable, in the place of the one with its id if there is one. Targets have one slot each. */
    void keep(RemediationTask task);

    /** Makes durable what became of some targets of a task. A task that does not exist has none. */
    void keepTargets(UUID task, List<Target> changed);
}

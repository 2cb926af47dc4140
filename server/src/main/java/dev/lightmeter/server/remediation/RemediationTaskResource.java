package dev.lightmeter.server.remediation;

import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.device.MachineReference;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Query;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Answers with the remediation tasks that concern devices which a caller sees. */
public final class RemediationTaskResource {

    /** The longer scope is how it is printed for two of the three addresses. */
    public static final Access ACCESS = Access.needs(new Permission(
            List.of("RemediationTasks.Read.All"), List.of("RemediationTask.Read", "RemediationTask.Read.Read")));

    /** The list, for those who describe all lists. */
    public static final EntitySet<?> TASKS = TaskSet.TASKS;

    private final Views views;
    private final Remediations remediations;

    public RemediationTaskResource(Views views, Remediations remediations) {
        this.views = views;
        this.remediations = remediations;
    }

    /** All of them. */
    public Reply list(Call call) {
        Query<SeenTask> query = TaskSet.TASKS.query(call);
        return query.reply(query.page(seenBy(call)));
    }

    /** How many there are, as a bare number. */
    public Reply count(Call call) {
        return Query.countReply(TaskSet.TASKS.query(call).count(seenBy(call)));
    }

    /** One of them. */
    public Reply one(Call call) {
        Scoreboard board = views.of(call.caller().orElseThrow());
        return TaskSet.TASKS.entity(call, task(call, board));
    }

    /** The devices of one of them on which something is left to do. */
    public Reply machineReferences(Call call) {
        Scoreboard board = views.of(call.caller().orElseThrow());
        int[] slots = task(call, board).open().stream()
                .mapToInt(Target::slot)
                .sorted()
                .toArray();
        return MachineReference.list(call, board, from -> Arrays.stream(slots).filter(slot -> slot >= from));
    }

    private Stream<SeenTask> seenBy(Call call) {
        Scoreboard board = views.of(call.caller().orElseThrow());
        return remediations.all().stream()
                .flatMap(task -> SeenTask.in(board, task).stream())
                .filter(task -> !task.isGone(remediations.now()));
    }

    private SeenTask task(Call call, Scoreboard board) {
        return required(call, board, remediations);
    }

    /** The task that the path names; a problem with status 404 if the caller sees none of its devices. */
    static SeenTask required(Call call, Scoreboard board, Remediations remediations) {
        String id = call.parameter("id");
        return remediations.all().stream()
                .filter(task -> task.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .flatMap(task -> SeenTask.in(board, task))
                .filter(task -> !task.isGone(remediations.now()))
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("remediation task", id)));
    }
}

package dev.lightmeter.server.remediation;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Closing;
import dev.lightmeter.core.RemediationTask.Priority;
import dev.lightmeter.core.RemediationTask.Requester;
import dev.lightmeter.core.RemediationType;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes new remediation tasks, and the word that one is done. Defender's API can only read them. */
public final class RemediationRequestResource {

    private static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Manage.All", "Lightmeter.Manage"));

    private static final Set<String> FIELDS =
            Set.of("recommendationId", "title", "description", "type", "priority", "dueOn", "notes", "deviceGroups");
    private static final String PATH = "/lightmeter/v1/remediationTasks";
    private static final int LONGEST = 4_000;

    private final Views views;
    private final Remediations remediations;
    private final AuditLog audit;

    public RemediationRequestResource(Views views, Remediations remediations, AuditLog audit) {
        this.views = views;
        this.remediations = remediations;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(PATH, ACCESS, this::create)
                        .about("Asks for a recommendation to be carried out on the devices that it concerns now")
                        .reads("""
                                {"recommendationId":"va-_-acme-_-portal","title":"Update the portal","description":"",
                                 "priority":"High","dueOn":"2026-12-31","notes":"after the sale","deviceGroups":["Servers"]}
                                """)
                        .answers(201, "{\"id\":\"3b241101-e2bb-4255-8caf-4136c566a962\",\"status\":\"Active\"}"),
                Route.patch(PATH + "/{id}", ACCESS, this::change)
                        .about("Declares a remediation task done, or leaves it to the sources again")
                        .reads("{\"status\":\"Completed\"}"));
    }

    /** Makes a task for the devices that a recommendation concerns now, in all visible device groups or in those named. */
    private Reply create(Call call) {
        JsonBody body = JsonBody.of(call, FIELDS);
        Caller caller = call.caller().orElseThrow();
        Scoreboard board = views.of(caller);
        String recommendation = text(body, "recommendationId")
                .orElseThrow(() -> new ProblemException(
                        new Problem(400, "MissingRequiredParameter", "The body lacks the field 'recommendationId'")));
        Set<Integer> slots = concerned(board, recommendation, groups(body, board));
        if (slots.isEmpty()) {
            throw new ProblemException(
                    Problem.resourceNotFound("recommendation for any of these devices", recommendation));
        }
        RemediationTask task = new RemediationTask(
                UUID.randomUUID(),
                recommendation,
                title(body).orElse("Remediate " + recommendation),
                text(body, "description").orElse(""),
                type(body, recommendation),
                priority(body),
                remediations.now(),
                dueOn(body),
                new Requester(
                        caller.objectId(), email(caller), text(body, "notes").orElse(null)),
                null,
                remediations.targets(slots));
        remediations.add(task);
        audit.record(caller, "remediationTask.create", task.id().toString(), recommendation);
        Reply made = reply(call, task);
        return new Reply(201, made.headers(), made.body());
    }

    /** Body: {@code {"status": "Completed"}} declares a task done, {@code Active} leaves it to the sources again. */
    private Reply change(Call call) {
        Caller caller = call.caller().orElseThrow();
        SeenTask seen = RemediationTaskResource.required(call, views.of(caller), remediations);
        refuseOthers(caller, seen.task());
        String status = JsonBody.of(call, Set.of("status")).requiredText("status");
        Closing closing = closing(status, caller);
        RemediationTask changed = remediations
                .change(seen.task().id(), task -> task.withClosing(closing))
                .orElseThrow();
        audit.record(caller, "remediationTask.update", changed.id().toString(), status);
        return reply(call, changed);
    }

    /**
     * A task may be for devices that the caller does not see, so that closing it would change what others are told. Whether
     * it is must not show, so it does not matter.
     */
    private static void refuseOthers(Caller caller, RemediationTask task) {
        boolean asked = !caller.objectId().isEmpty()
                && caller.objectId().equals(task.requester().id());
        if (asked || caller.sight() instanceof Sight.Everything) return;
        throw new ProblemException(Problem.disallowed(
                "Only who asked for a remediation task, or sees every device group, can close it or open it again"));
    }

    private Reply reply(Call call, RemediationTask task) {
        Scoreboard board = views.of(call.caller().orElseThrow());
        return SeenTask.in(board, task)
                .map(seen -> TaskSet.TASKS.entity(call, seen))
                .orElseGet(() -> Reply.empty(204)); // its devices have left the caller's sight meanwhile
    }

    private @Nullable Closing closing(String status, Caller caller) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "active" -> null;
            case "completed" -> new Closing(remediations.now(), caller.objectId(), email(caller));
            default -> throw wrong("status must be Active or Completed");
        };
    }

    private static Set<Integer> concerned(Scoreboard board, String recommendation, Optional<Set<String>> groups) {
        return IntStream.range(0, board.fleet().slots())
                .filter(slot ->
                        board.state(slot).filter(DeviceState.SCORED::equals).isPresent())
                .filter(slot -> groups.isEmpty()
                        || groups.get().contains(board.fleet().groupOf(slot).name()))
                .filter(slot -> board.isConcernedBy(slot, recommendation))
                .boxed()
                .collect(Collectors.toSet());
    }

    /** The names as they are written in the fleet; a problem that names one which the caller does not see. */
    private static Optional<Set<String>> groups(JsonBody body, Scoreboard board) {
        return body.texts("deviceGroups").map(names -> names.stream()
                .map(name -> board.group(name)
                        .orElseThrow(() -> wrong("There is no device group " + shown(name)))
                        .name())
                .collect(Collectors.toSet()));
    }

    private static RemediationType type(JsonBody body, String recommendation) {
        Optional<String> given = text(body, "type");
        if (given.isPresent()) {
            return RemediationType.parse(given.get())
                    .orElseThrow(() -> wrong("type must be Update, Upgrade, Uninstall or ConfigurationChange"));
        }
        return recommendation.startsWith("sca-") ? RemediationType.CONFIGURATION_CHANGE : RemediationType.UPDATE;
    }

    private static Priority priority(JsonBody body) {
        return text(body, "priority")
                .map(text -> Priority.parse(text).orElseThrow(() -> wrong("priority must be High, Medium or Low")))
                .orElse(Priority.MEDIUM);
    }

    private static @Nullable LocalDate dueOn(JsonBody body) {
        String day = text(body, "dueOn").orElse(null);
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw wrong("dueOn must be a day such as 2026-12-31, got " + shown(day));
        }
    }

    private static Optional<String> title(JsonBody body) {
        Optional<String> title = text(body, "title");
        if (title.filter(given -> given.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw wrong("title must be one line");
        }
        return title;
    }

    private static Optional<String> text(JsonBody body, String name) {
        Optional<String> text = body.text(name).map(String::strip).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > LONGEST) {
            throw wrong(name + " must not be longer than " + LONGEST + " characters");
        }
        return text;
    }

    private static @Nullable String email(Caller caller) {
        return caller.holder() instanceof Caller.User user && user.userName().contains("@") ? user.userName() : null;
    }

    private static ProblemException wrong(String message) {
        return new ProblemException(Problem.invalidInput(message));
    }

    private static String shown(String value) {
        return value.length() <= 50 ? value : value.substring(0, 50) + "...";
    }
}

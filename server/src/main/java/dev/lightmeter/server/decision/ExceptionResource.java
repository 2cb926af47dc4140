package dev.lightmeter.server.decision;

import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Shows exceptions, makes them and takes them back. */
public final class ExceptionResource {

    public static final String PATH = "/lightmeter/v1/exceptions";

    private static final Access READ = Access.needs(Permission.READ);
    /** A right of its own, as Defender's "Exception handling". */
    private static final Access DECIDE =
            Access.needs(Permission.of("Lightmeter.Exception.All", "Lightmeter.Exception"));

    private static final Set<String> FIELDS =
            Set.of("recommendationId", "cveId", "justification", "deviceGroups", "firstDay", "lastDay", "note");
    private static final String DRAFT = """
            {"recommendationId":"va-_-acme-_-portal","justification":"third_party_control","deviceGroups":["Servers"],
             "lastDay":"2026-12-31","note":"behind the new firewall"}
            """;
    private static final String EXAMPLE = """
            {"id":"3b241101-e2bb-4255-8caf-4136c566a962","recommendationId":"va-_-acme-_-portal","cveId":null,
             "justification":"third_party_control","state":"active","scope":"deviceGroups","deviceGroups":["Servers"],
             "firstDay":"2026-10-01","lastDay":"2026-12-31","note":"behind the new firewall",
             "createdAt":"2026-10-01T12:00:00Z","createdBy":"anna@example.org","cancelledAt":null,"cancelledBy":null}
            """;
    private static final String SCORES =
            "\"scores\":[{\"deviceGroup\":\"Servers\",\"before\":\"64.125795900\",\"after\":\"31.040000000\"}]";

    private final Exceptions exceptions;
    private final Views views;
    private final Supplier<LiveExposure> exposure;
    private final AuditLog audit;

    /** @param exposure throws a problem while the fleet is being loaded */
    public ExceptionResource(Exceptions exceptions, Views views, Supplier<LiveExposure> exposure, AuditLog audit) {
        this.exceptions = exceptions;
        this.views = views;
        this.exposure = exposure;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, READ, this::list)
                        .about("The exceptions that concern device groups in sight, in whatever state, oldest first")
                        .answers(200, "{\"exceptions\":[" + EXAMPLE.strip() + "]}"),
                Route.get(PATH + "/{id}", READ, this::one)
                        .about("One exception")
                        .answers(200, EXAMPLE),
                Route.post(PATH, DECIDE, this::create)
                        .about("Makes an exception, and tells the scores in sight before and after")
                        .reads(DRAFT)
                        .answers(201, EXAMPLE.strip().replaceAll("}$", "," + SCORES + "}")),
                Route.post(PATH + "/preview", DECIDE, this::preview)
                        .about("What an exception would do to the scores in sight; makes none")
                        .reads(DRAFT)
                        .answers(200, "{" + SCORES + "}"),
                Route.post(PATH + "/{id}/cancel", DECIDE, this::cancel)
                        .about("Takes an exception back, and tells the scores in sight before and after")
                        .answers(200, EXAMPLE.strip().replaceAll("}$", "," + SCORES + "}")));
    }

    private Reply list(Call call) {
        Scoreboard board = views.of(call.knownCaller());
        return Reply.json(
                200, document(board).of(inSight(call.knownCaller(), board).toList()));
    }

    private Reply one(Call call) {
        Scoreboard board = views.of(call.knownCaller());
        return Reply.json(200, document(board).of(wanted(call, board)));
    }

    private Reply create(Call call) {
        Caller caller = call.knownCaller();
        Scoreboard before = views.of(caller);
        RiskException made = exceptions.add(draft(call, before), caller.objectId(), caller.name());
        exposure.get().takeDecisions();
        audit.record(caller, "exception.create", made.id().toString(), told(made));
        return decided(201, made, before, views.of(caller));
    }

    private Reply preview(Call call) {
        Caller caller = call.knownCaller();
        Scoreboard before = views.of(caller);
        RiskException wanted = exceptions.made(draft(call, before), caller.objectId(), caller.name());
        Scoreboard after =
                views.of(caller, exposure.get().ifDecided(known -> Stream.concat(known.stream(), Stream.of(wanted))
                        .toList()));
        return Reply.json(200, Json.object(json -> scores(json, before, after)));
    }

    /** Who made it for more groups than the caller sees decided for others, so the caller cannot take it back. */
    private Reply cancel(Call call) {
        Caller caller = call.knownCaller();
        Scoreboard before = views.of(caller);
        RiskException wanted = wanted(call, before);
        Set<Integer> visible = groups(before).stream().map(DeviceGroup::id).collect(Collectors.toSet());
        boolean all = wanted.scope() instanceof DecisionScope.Groups(var numbers) && visible.containsAll(numbers);
        if (!all && !(caller.sight() instanceof Sight.Everything)) {
            throw new ProblemException(
                    Problem.disallowed("This exception holds for device groups that you do not see; only who sees them"
                            + " can take it back"));
        }
        RiskException cancelled = exceptions
                .cancel(wanted.id(), caller.objectId(), caller.name())
                .orElseThrow(() -> new ProblemException(Problem.badRequest("This exception has ended already")));
        exposure.get().takeDecisions();
        audit.record(caller, "exception.cancel", cancelled.id().toString(), told(cancelled));
        return decided(200, cancelled, before, views.of(caller));
    }

    private Reply decided(int status, RiskException exception, Scoreboard before, Scoreboard after) {
        return Reply.json(status, Json.object(json -> {
            document(after).write(json, exception);
            scores(json, before, after);
        }));
    }

    private static void scores(JsonGenerator json, Scoreboard before, Scoreboard after) {
        json.writeName("scores");
        json.writeStartArray();
        score(json, "organisation", before.organisation(), after.organisation());
        for (GroupScore group : before.groups()) {
            after.group(group.name()).ifPresent(then -> score(json, group.name(), group, then));
        }
        json.writeEndArray();
    }

    private static void score(JsonGenerator json, String name, GroupScore before, GroupScore after) {
        json.writeStartObject();
        json.writeStringProperty("deviceGroup", name);
        ScoreFields.decimal(json, "before", before.score());
        ScoreFields.decimal(json, "after", after.score());
        json.writeEndObject();
    }

    /** Those for a group in sight, and the global ones that concern a device in sight. */
    private Stream<RiskException> inSight(Caller caller, Scoreboard board) {
        if (caller.sight() instanceof Sight.Everything) return exceptions.all().stream();
        List<DeviceGroup> groups = groups(board);
        return exceptions.all().stream()
                .filter(exception -> exception.isGlobal()
                        ? concerns(board, exception.subject())
                        : groups.stream().anyMatch(group -> exception.scope().covers(group.id())));
    }

    private RiskException wanted(Call call, Scoreboard board) {
        String id = call.parameter("id");
        return inSight(call.knownCaller(), board)
                .filter(exception -> exception.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("exception", id)));
    }

    private ExceptionDraft draft(Call call, Scoreboard board) {
        JsonBody body = JsonBody.of(call, FIELDS);
        DecisionScope scope = scope(body, board);
        if (scope instanceof DecisionScope.Global) call.callerWhoSeesEverything();
        LocalDate firstDay = day(body, "firstDay").orElse(exceptions.today());
        LocalDate lastDay = day(body, "lastDay").orElse(null);
        refusePast(lastDay);
        ExceptionDraft draft;
        try {
            draft = new ExceptionDraft(
                    subject(body),
                    justification(body),
                    scope,
                    body.text("note").map(String::strip).orElse(""),
                    firstDay,
                    lastDay);
        } catch (IllegalArgumentException e) {
            throw wrong("This exception cannot be made: " + e.getMessage());
        }
        if (!concerns(board, draft.subject())) {
            throw new ProblemException(Problem.unknownResource("No device in sight has anything to do with "
                    + draft.subject().id()));
        }
        return draft;
    }

    private void refusePast(@Nullable LocalDate lastDay) {
        if (lastDay != null && lastDay.isBefore(exceptions.today())) {
            throw wrong("lastDay must not be in the past, got " + lastDay);
        }
    }

    private static boolean concerns(Scoreboard board, DecisionSubject subject) {
        return !board.fleet().concernedBy(Set.of(subject)).isEmpty();
    }

    private static DecisionSubject subject(JsonBody body) {
        Optional<String> recommendation = body.text("recommendationId").filter(id -> !id.isBlank());
        Optional<String> weakness = body.text("cveId").filter(id -> !id.isBlank());
        if (recommendation.isPresent() == weakness.isPresent()) {
            throw wrong("An exception is about one recommendationId or one cveId");
        }
        return recommendation
                .<DecisionSubject>map(id -> new DecisionSubject.Recommendation(id.strip()))
                .orElseGet(() -> ExceptionDraft.weakness(weakness.orElseThrow()));
    }

    private static Justification justification(JsonBody body) {
        String text = body.requiredText("justification");
        return Justification.parse(text)
                .orElseThrow(() -> body.refuse(
                        "justification",
                        "must be one of "
                                + Stream.of(Justification.values())
                                        .map(Justification::wire)
                                        .collect(Collectors.joining(", "))));
    }

    private static DecisionScope scope(JsonBody body, Scoreboard board) {
        Optional<Set<String>> names = body.texts("deviceGroups");
        if (names.isEmpty()) return DecisionScope.GLOBAL;
        if (names.get().isEmpty()) throw body.refuse("deviceGroups", "must name at least one; leave it out for all");
        List<DeviceGroup> groups = groups(board);
        return DecisionScope.Groups.of(names.get().stream()
                .map(name -> groups.stream()
                        .filter(group -> group.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> wrong("There is no device group " + name)))
                .map(DeviceGroup::id)
                .collect(Collectors.toSet()));
    }

    private static Optional<LocalDate> day(JsonBody body, String name) {
        try {
            return body.text(name).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            throw body.refuse(name, "must be a day such as 2026-12-31");
        }
    }

    private ExceptionDocument document(Scoreboard board) {
        return new ExceptionDocument(groups(board), exceptions.today());
    }

    private static List<DeviceGroup> groups(Scoreboard board) {
        List<DeviceGroup> groups = new ArrayList<>();
        for (GroupScore score : board.groups()) {
            DeviceGroup group = score.group();
            if (group != null) groups.add(group);
        }
        return groups;
    }

    private static String told(RiskException exception) {
        return exception.subject().id() + ", " + exception.justification().wire() + ", "
                + (exception.scope() instanceof DecisionScope.Groups(var numbers)
                        ? "device groups " + numbers
                        : "global")
                + ", " + exception.firstDay() + " to "
                + (exception.lastDay() == null ? "any day" : exception.lastDay());
    }

    private static ProblemException wrong(String message) {
        return new ProblemException(Problem.invalidInput(message));
    }
}

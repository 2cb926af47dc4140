package dev.lightmeter.server.decision;

import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * Exceptions on behalf of callers: what they may know of, make and take back, and what that does to the scores that they
 * see. Answers are JSON documents; what cannot be is a {@link ProblemException}.
 */
public final class ExceptionDesk {

    private final Exceptions exceptions;
    private final Views views;
    private final Supplier<LiveExposure> exposure;
    private final AuditLog audit;

    /** @param exposure throws a problem while the fleet is being loaded */
    public ExceptionDesk(Exceptions exceptions, Views views, Supplier<LiveExposure> exposure, AuditLog audit) {
        this.exceptions = exceptions;
        this.views = views;
        this.exposure = exposure;
        this.audit = audit;
    }

    /** Those for a device group in sight, and the global ones that concern a device in sight. */
    public byte[] list(Caller caller) {
        Scoreboard board = views.of(caller);
        return document(board).of(inSight(caller, board).toList());
    }

    byte[] one(Caller caller, String id) {
        Scoreboard board = views.of(caller);
        return document(board).of(wanted(caller, id, board));
    }

    /**
     * Makes an exception.
     *
     * @param wanted a JSON object with the fields that docs/api.md names
     * @return the exception, and {@code scores} in sight before and after
     */
    public byte[] create(Caller caller, byte[] wanted) {
        Scoreboard before = views.of(caller);
        RiskException made = exceptions.add(draft(caller, wanted, before), caller.objectId(), caller.name());
        exposure.get().takeDecisions("exception for " + words(made));
        audit.record(caller, "exception.create", made.id().toString(), told(made));
        return decided(made, before, views.of(caller));
    }

    /** The {@code scores} in sight before and after an exception that is not made. */
    public byte[] preview(Caller caller, byte[] wanted) {
        Scoreboard before = views.of(caller);
        RiskException imagined = exceptions.made(draft(caller, wanted, before), caller.objectId(), caller.name());
        Scoreboard after =
                views.of(caller, exposure.get().ifDecided(known -> Stream.concat(known.stream(), Stream.of(imagined))
                        .toList()));
        return Json.object(json -> scores(json, before, after));
    }

    /**
     * Takes an exception back. Who made it for more groups than the caller sees decided for others, so the caller cannot.
     *
     * @return the exception, and {@code scores} in sight before and after
     */
    public byte[] cancel(Caller caller, String id) {
        Scoreboard before = views.of(caller);
        RiskException wanted = wanted(caller, id, before);
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
        exposure.get().takeDecisions("no more exception for " + words(cancelled));
        audit.record(caller, "exception.cancel", cancelled.id().toString(), told(cancelled));
        return decided(cancelled, before, views.of(caller));
    }

    private byte[] decided(RiskException exception, Scoreboard before, Scoreboard after) {
        return Json.object(json -> {
            document(after).write(json, exception);
            scores(json, before, after);
        });
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

    private Stream<RiskException> inSight(Caller caller, Scoreboard board) {
        if (caller.sight() instanceof Sight.Everything) return exceptions.all().stream();
        List<DeviceGroup> groups = groups(board);
        return exceptions.all().stream()
                .filter(exception -> exception.isGlobal()
                        ? concerns(board, exception.subject())
                        : groups.stream().anyMatch(group -> exception.scope().covers(group.id())));
    }

    private RiskException wanted(Caller caller, String id, Scoreboard board) {
        return inSight(caller, board)
                .filter(exception -> exception.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("exception", id)));
    }

    private ExceptionDraft draft(Caller caller, byte[] wanted, Scoreboard board) {
        ExceptionDraft draft = ExceptionRequest.of(wanted).draft(groups(board), exceptions.today());
        if (draft.scope() instanceof DecisionScope.Global) {
            var _ = Call.whoSeesEverything(caller);
        }
        if (!concerns(board, draft.subject())) {
            throw new ProblemException(Problem.unknownResource("No device in sight has anything to do with "
                    + draft.subject().id()));
        }
        return draft;
    }

    private static boolean concerns(Scoreboard board, DecisionSubject subject) {
        return !board.fleet().concernedBy(Set.of(subject)).isEmpty();
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

    /** For the line of scores. */
    private static String words(RiskException exception) {
        return exception.subject().id() + " ("
                + exception.justification().wire().replace('_', ' ') + ")";
    }

    private static String told(RiskException exception) {
        return exception.subject().id() + ", " + exception.justification().wire() + ", "
                + (exception.scope() instanceof DecisionScope.Groups(var numbers)
                        ? "device groups " + numbers
                        : "global")
                + ", " + exception.firstDay() + " to "
                + (exception.lastDay() == null ? "any day" : exception.lastDay());
    }
}

package dev.lightmeter.core.decision;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.decision.DecisionSubject.Recommendation;
import dev.lightmeter.core.decision.DecisionSubject.Weakness;
import dev.lightmeter.core.score.Parameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All decisions that hold on one day, ready to be laid over findings: what is said about a path goes in, what it counts as
 * comes out. The findings themselves stay as the sources report them, so a decision taken away leaves no trace. Immutable.
 * Source: docs/scoring.md section 4.2.
 */
public final class Decisions {

    /** Nobody decided anything. */
    public static final Decisions NONE = of(List.of(), List.of(), Parameters.DEFAULT, LocalDate.EPOCH);

    private final LocalDate day;
    private final Parameters parameters;
    /** Those that hold on the day; where a global one does, it stands alone. */
    private final Map<DecisionSubject, List<RiskException>> exceptions;
    /** By weakness, the newest first. */
    private final Map<String, List<Reason.Stated>> statements;

    private Decisions(
            LocalDate day,
            Parameters parameters,
            Map<DecisionSubject, List<RiskException>> exceptions,
            Map<String, List<Reason.Stated>> statements) {
        this.day = day;
        this.parameters = parameters;
        this.exceptions = exceptions;
        this.statements = statements;
    }

    /** Prepares decisions where nobody knows other names of weaknesses. */
    public static Decisions of(
            Collection<RiskException> exceptions,
            Collection<VexDocument> documents,
            Parameters parameters,
            LocalDate day) {
        return of(exceptions, documents, Aliases.NONE, parameters, day);
    }

    /**
     * Prepares decisions.
     *
     * @param exceptions in any state; only those that hold on the day count
     * @param aliases by which other names statements may call a weakness
     * @param parameters what justifications are worth, which decides between several
     * @param day the UTC day on which scores are made
     */
    public static Decisions of(
            Collection<RiskException> exceptions,
            Collection<VexDocument> documents,
            Aliases aliases,
            Parameters parameters,
            LocalDate day) {
        Map<DecisionSubject, List<RiskException>> holding = new HashMap<>();
        for (RiskException exception : exceptions) {
            if (exception.on(day) != RiskException.State.ACTIVE) continue;
            holding.computeIfAbsent(exception.subject(), added -> new ArrayList<>())
                    .add(exception);
        }
        holding.replaceAll((subject, all) -> inForce(all));
        Map<String, List<Reason.Stated>> stated = new HashMap<>();
        for (VexDocument document : documents) {
            for (VexStatement statement : document.statements()) {
                for (String weakness : aliases.meantBy(statement.weakness())) {
                    stated.computeIfAbsent(weakness, added -> new ArrayList<>())
                            .add(new Reason.Stated(document, statement));
                }
            }
        }
        stated.replaceAll((weakness, all) -> newestFirst(all));
        return new Decisions(day, parameters, holding, stated);
    }

    /** Defender suspends the exceptions of single groups while a global one lasts. */
    private static List<RiskException> inForce(List<RiskException> all) {
        boolean global = all.stream().anyMatch(RiskException::isGlobal);
        return all.stream()
                .filter(exception -> exception.isGlobal() || !global)
                .sorted(Comparator.comparing(
                                (RiskException exception) -> exception.created().at())
                        .thenComparing(RiskException::id))
                .toList();
    }

    /** Of statements of one time the one counts that stands last in its document. */
    private static List<Reason.Stated> newestFirst(List<Reason.Stated> all) {
        List<Reason.Stated> order = new ArrayList<>(all.size());
        for (int i = all.size() - 1; i >= 0; i--) order.add(all.get(i));
        order.sort(Comparator.comparing(
                        (Reason.Stated stated) -> stated.statement().at())
                .reversed()
                .thenComparing(stated -> stated.document().id()));
        return List.copyOf(order);
    }

    /** The UTC day that they are made for. */
    public LocalDate day() {
        return day;
    }

    public boolean isEmpty() {
        return exceptions.isEmpty() && statements.isEmpty();
    }

    /** What a device that moves to another group may count otherwise for: subjects of exceptions of single groups. */
    public Set<DecisionSubject> subjectsOfGroups() {
        Set<DecisionSubject> subjects = new LinkedHashSet<>();
        exceptions.forEach((subject, holding) -> {
            if (holding.stream().anyMatch(exception -> !exception.isGlobal())) subjects.add(subject);
        });
        return subjects;
    }

    /** The same decisions where justifications are worth something else. */
    public Decisions with(Parameters others) {
        return new Decisions(day, others, exceptions, statements);
    }

    /** Whether any decision is about this weakness or this path of it. Quick, for it is asked for every finding. */
    public boolean mayConcern(String weakness, FindingPath path) {
        return statements.containsKey(weakness)
                || (!exceptions.isEmpty()
                        && (exceptions.containsKey(new Weakness(weakness)) || concernsRecommendation(path)));
    }

    private boolean concernsRecommendation(FindingPath path) {
        return !path.recommendation().isEmpty() && exceptions.containsKey(new Recommendation(path.recommendation()));
    }

    /**
     * What a path counts as. Never less than the source itself said in its exception: the smaller residual counts.
     *
     * @param group number of the device group that the device is in
     * @param said the path as the sources report it
     */
    public FindingPath over(Device device, int group, String weakness, FindingPath said) {
        if (!mayConcern(weakness, said)) return said;
        FindingStatus status = status(device, weakness, said);
        RemediationException exception = said.exception();
        for (RiskException decided : about(group, weakness, said)) {
            exception = smaller(exception, decided.onPath());
            if (decided.subject() instanceof Weakness && parameters.hidesExceptedWeaknesses()) {
                status = FindingStatus.HIDDEN;
            }
        }
        FindingPath counts = new FindingPath(said.software(), said.recommendation(), status, said.alert(), exception);
        return counts.equals(said) ? said : counts;
    }

    /**
     * The configuration results of a device as they count: a failed control under an exception for a compensating control
     * counts as met.
     */
    public List<Control> over(int group, List<Control> said) {
        if (exceptions.isEmpty() || said.stream().noneMatch(control -> isMet(group, control))) return said;
        return said.stream()
                .map(control -> isMet(group, control) ? control.with(Control.Result.EXCEPTED) : control)
                .toList();
    }

    private boolean isMet(int group, Control control) {
        return control.failed()
                && holding(new Recommendation(control.id()), group)
                        .anyMatch(exception -> exception.justification().isCompensating());
    }

    /** Whether it was decided for the devices of a group not to do what a recommendation asks for, whatever the reason. */
    public boolean except(String recommendation, int group) {
        return holding(new Recommendation(recommendation), group).findAny().isPresent();
    }

    /** Every exception that holds for a control on the devices of a group. */
    public List<Reason> reasons(int group, Control control) {
        return holding(new Recommendation(control.id()), group)
                .<Reason>map(Reason.Excepted::new)
                .toList();
    }

    /** Why a path counts as it does: the newest fitting statement and every exception that holds for it. */
    public List<Reason> reasons(Device device, int group, String weakness, FindingPath path) {
        List<Reason> reasons = new ArrayList<>();
        Reason.Stated newest = newest(device, weakness, path);
        if (newest != null) reasons.add(newest);
        about(group, weakness, path).forEach(exception -> reasons.add(new Reason.Excepted(exception)));
        return reasons;
    }

    /** What may count for something else under {@code other}: subjects of exceptions, and weaknesses of statements. */
    public Set<DecisionSubject> differencesFrom(Decisions other) {
        Set<DecisionSubject> different = new LinkedHashSet<>();
        for (Decisions each : List.of(this, other)) {
            each.exceptions.keySet().stream()
                    // on another day the source's own exception may have ended, in whose shadow an equal one stood
                    .filter(subject -> !day.equals(other.day)
                            || !parameters.equals(other.parameters)
                            || !exceptionsFor(subject).equals(other.exceptionsFor(subject)))
                    .forEach(different::add);
            each.statements.keySet().stream()
                    .filter(weakness -> !statementsAbout(weakness).equals(other.statementsAbout(weakness)))
                    .map(Weakness::new)
                    .forEach(different::add);
        }
        return different;
    }

    private List<RiskException> exceptionsFor(DecisionSubject subject) {
        return exceptions.getOrDefault(subject, List.of());
    }

    private List<Reason.Stated> statementsAbout(String weakness) {
        return statements.getOrDefault(weakness, List.of());
    }

    private FindingStatus status(Device device, String weakness, FindingPath said) {
        Reason.Stated newest = newest(device, weakness, said);
        if (newest == null) return said.status();
        FindingStatus status = newest.statement().status();
        boolean saysNothing = status == FindingStatus.UNDER_INVESTIGATION && said.status() != FindingStatus.OPEN;
        return saysNothing ? said.status() : status;
    }

    private Reason.@Nullable Stated newest(Device device, String weakness, FindingPath path) {
        for (Reason.Stated stated : statementsAbout(weakness)) {
            if (stated.statement().isAbout(path.software(), device)) return stated;
        }
        return null;
    }

    private List<RiskException> about(int group, String weakness, FindingPath path) {
        if (exceptions.isEmpty()) return List.of();
        Stream<RiskException> ofRecommendation = path.recommendation().isEmpty()
                ? Stream.empty()
                : holding(new Recommendation(path.recommendation()), group);
        return Stream.concat(ofRecommendation, holding(new Weakness(weakness), group))
                .toList();
    }

    private Stream<RiskException> holding(DecisionSubject subject, int group) {
        return exceptionsFor(subject).stream()
                .filter(exception -> exception.scope().covers(group));
    }

    /** Which exception counts: the smaller residual today, of equal ones the one that lasts longer. */
    private RemediationException smaller(@Nullable RemediationException known, RemediationException other) {
        if (known == null || !known.holdsOn(day)) return other;
        int difference = residual(known) - residual(other);
        if (difference != 0) return difference < 0 ? known : other;
        LocalDate ends = known.expires();
        LocalDate otherEnds = other.expires();
        boolean lastsLonger = ends != null && (otherEnds == null || otherEnds.isAfter(ends));
        return lastsLonger ? other : known;
    }

    private int residual(RemediationException exception) {
        return parameters.residualPct().of(exception.justification());
    }
}

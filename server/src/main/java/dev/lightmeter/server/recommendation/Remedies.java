package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.server.recommendation.Recommendation.Kind;
import dev.lightmeter.server.recommendation.Recommendation.Remedy;
import dev.lightmeter.server.recommendation.Recommendation.Target;
import dev.lightmeter.server.recommendation.Recommendation.Threat;
import dev.lightmeter.storage.Fixes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out what a recommendation is about and what has to be done. */
final class Remedies {

    private final Scoreboard board;
    private final Fixes fixes;
    private final Map<String, ControlDescription> controls;
    private final LocalDate day;

    Remedies(Scoreboard board, Fixes fixes, List<ControlDescription> controls) {
        this.board = board;
        this.fixes = fixes;
        this.controls = controls.stream().collect(Collectors.toMap(ControlDescription::id, said -> said));
        this.day = LocalDate.ofInstant(board.asOf(), ZoneOffset.UTC);
    }

    /** What was found out. */
    record Found(Target target, Remedy remedy, Threat threat) {}

    /** @param exposures what the recommendation removes: pairs of weakness and path; none if it is about a control alone */
    Found of(Census.Concern concern, long[] exposures) {
        return exposures.length == 0 ? ofControl(concern) : ofSoftware(concern, exposures);
    }

    private Found ofControl(Census.Concern concern) {
        String id = concern.recommendation();
        Optional<ControlDescription> said = Optional.ofNullable(controls.get(id));
        String name = said.map(ControlDescription::name).orElse(id);
        int weight =
                board.secureScore().control(id).map(score -> score.weight()).orElse(0);
        return new Found(
                new Target(
                        "",
                        "",
                        said.map(ControlDescription::subcategory).orElse(name),
                        said.map(ControlDescription::category).orElse(null),
                        said.map(ControlDescription::subcategory).orElse("")),
                new Remedy(Naming.sentence(Kind.CONFIGURATION_CHANGE, name, ""), Kind.CONFIGURATION_CHANGE, "", weight),
                new Threat(false, false, concern.internetFacingDevices() > 0, isExcepted(id), false));
    }

    /** Whether it was decided for every device that does not meet a control. */
    private boolean isExcepted(String control) {
        Set<Integer> excepted = board.groups().stream()
                .map(GroupScore::group)
                .filter(Objects::nonNull)
                .map(DeviceGroup::id)
                .filter(group -> board.fleet().decisions().except(control, group))
                .collect(Collectors.toSet());
        return !excepted.isEmpty()
                && IntStream.range(0, board.fleet().slots())
                        .filter(slot -> board.state(slot)
                                .filter(DeviceState.SCORED::equals)
                                .isPresent())
                        .filter(slot -> board.fleet().device(slot).orElseThrow().controls().stream()
                                .anyMatch(result ->
                                        result.id().equals(control) && result.result() != Control.Result.COMPLIANT))
                        .allMatch(slot ->
                                excepted.contains(board.fleet().groupOf(slot).id()));
    }

    private Found ofSoftware(Census.Concern concern, long[] exposures) {
        // the same product may be spelled in several ways; which one is shown must not depend on the order of arrival
        Software software = Arrays.stream(exposures)
                .mapToObj(pair -> path(pair).software())
                .filter(named -> !named.product().isEmpty())
                .min(Comparator.comparing(Software::vendor).thenComparing(Software::product))
                .orElse(new Software("", concern.recommendation(), ""));
        String component = Naming.of(software);
        Kind kind = kind(exposures);
        List<Optional<SecurityUpdate>> known = Arrays.stream(exposures)
                .mapToObj(pair -> Optional.ofNullable(fix(pair)))
                .toList();
        String version = known.stream()
                .flatMap(Optional::stream)
                .flatMap(fix -> Optional.ofNullable(fix.version()).stream())
                .max(VersionOrder.NATURAL.thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return new Found(
                new Target(software.product(), software.vendor(), component, Naming.category(software), ""),
                new Remedy(Naming.sentence(kind, component, version), kind, version, 0),
                new Threat(
                        Arrays.stream(exposures).anyMatch(this::hasExploit),
                        Arrays.stream(exposures).anyMatch(pair -> path(pair).alert()),
                        concern.internetFacingDevices() > 0,
                        Arrays.stream(exposures).allMatch(this::isExcepted),
                        known.stream().allMatch(Optional::isPresent) ? Boolean.FALSE : null));
    }

    private Kind kind(long[] exposures) {
        List<EndOfSupport> ends = Arrays.stream(exposures)
                .mapToObj(pair -> facts(pair))
                .filter(facts -> facts != null)
                .map(ThreatFacts::endOfSupport)
                .distinct()
                .toList();
        // nobody can do without an operating system
        if (ends.contains(EndOfSupport.OPERATING_SYSTEM)) return Kind.UPGRADE;
        return ends.contains(EndOfSupport.APPLICATION) ? Kind.UNINSTALL : Kind.UPDATE;
    }

    private boolean hasExploit(long pair) {
        ThreatFacts facts = facts(pair);
        return facts != null && facts.evidence().hasExploit();
    }

    private boolean isExcepted(long pair) {
        var exception = path(pair).exception();
        return exception != null && exception.holdsOn(day);
    }

    private @Nullable SecurityUpdate fix(long pair) {
        return fixes.of((int) (pair >> 32), board.fleet().dictionary().softwareOf((int) pair));
    }

    private @Nullable ThreatFacts facts(long pair) {
        return board.threats().of((int) (pair >> 32));
    }

    private FindingPath path(long pair) {
        return board.fleet().dictionary().path((int) pair);
    }
}

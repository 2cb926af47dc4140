package dev.lightmeter.core.digest;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of a scoreboard rest on. Whoever has the same devices, facts and parameters gets the same digests,
 * whatever the order in which they came; what does not touch a score, such as a display name, is not in them.
 *
 * @param fleet of the devices with their groups, states, controls and findings
 * @param facts of what is known about the weaknesses of these findings
 * @param parameters of every constant of the model
 * @param devices how many devices went in
 * @param weaknesses how many weaknesses went in
 */
public record Fingerprints(Digest fleet, Digest facts, Digest parameters, int devices, int weaknesses) {

    /** Takes one pass over all findings. */
    public static Fingerprints of(Scoreboard board) {
        Set<String> weaknesses = ConcurrentHashMap.newKeySet();
        List<Digest> devices = IntStream.range(0, board.fleet().slots())
                .parallel()
                .boxed()
                .flatMap(slot -> device(board, slot, weaknesses))
                .collect(Collectors.toList());
        List<Digest> facts = weaknesses.stream()
                .map(weakness -> facts(board.facts(weakness)))
                .collect(Collectors.toList());
        return new Fingerprints(
                Digest.ofAll(devices),
                Digest.ofAll(facts),
                parameters(board.parameters()),
                devices.size(),
                weaknesses.size());
    }

    /** Of every constant with its name, so that none can be forgotten. */
    static Digest parameters(Parameters parameters) {
        List<String> texts = new ArrayList<>();
        components(parameters, "", texts);
        return Digest.ofTexts(texts);
    }

    private static Stream<Digest> device(Scoreboard board, int slot, Set<String> weaknesses) {
        Device device = board.fleet().device(slot).orElse(null);
        if (device == null) return Stream.empty();
        List<String> texts = new ArrayList<>(List.of(
                device.id(),
                board.fleet().groupOf(slot).name(),
                board.state(slot).orElseThrow().wire(),
                device.value().wire(),
                Boolean.toString(device.internetFacing())));
        List<Control> controls = new ArrayList<>(device.controls());
        controls.sort(Comparator.comparing(Control::id));
        texts.add(Integer.toString(controls.size()));
        for (Control control : controls) {
            texts.addAll(List.of(control.id(), Integer.toString(control.weight()), Boolean.toString(control.failed())));
        }
        List<Digest> findings = new ArrayList<>();
        for (Finding finding : board.fleet().findings(slot)) {
            weaknesses.add(finding.weakness());
            findings.add(finding(finding.weakness(), finding.path()));
        }
        texts.add(Digest.ofAll(findings).hex());
        return Stream.of(Digest.ofTexts(texts));
    }

    private static Digest finding(String weakness, FindingPath path) {
        RemediationException exception = path.exception();
        return Digest.ofTexts(List.of(
                weakness,
                path.software().vendor(),
                path.software().product(),
                path.software().version(),
                path.recommendation(),
                path.status().wire(),
                Boolean.toString(path.alert()),
                exception == null ? "" : exception.justification().wire(),
                exception == null ? "" : day(exception.expires())));
    }

    private static Digest facts(ThreatFacts facts) {
        return Digest.ofTexts(List.of(
                facts.weakness(),
                Integer.toString(facts.epssP5()),
                Integer.toString(facts.cvssTenths()),
                facts.severity().name(),
                facts.attackVector().name(),
                Integer.toString(facts.evidence().bits()),
                Boolean.toString(facts.rejected()),
                facts.endOfSupport().name()));
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    private static void components(Record record, String prefix, List<String> texts) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Record nested) {
                    components(nested, prefix + component.getName() + ".", texts);
                } else {
                    texts.add(prefix + component.getName());
                    texts.add(String.valueOf(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the parameters are public", e);
            }
        }
    }
}

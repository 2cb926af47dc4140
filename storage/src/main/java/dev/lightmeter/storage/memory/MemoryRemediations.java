package dev.lightmeter.storage.memory;

import dev.lightmeter.core.Severity;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.storage.RemediationQuestion;
import dev.lightmeter.storage.RemediationTime;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StatedFindings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For how long findings were open, one by one. */
final class MemoryRemediations {

    private final RemediationQuestion question;
    private final Dictionary dictionary;
    /** The microseconds that each finding took. */
    private final Map<Kind, List<Long>> taken = new HashMap<>();

    MemoryRemediations(RemediationQuestion question, Dictionary dictionary) {
        this.question = question;
        this.dictionary = dictionary;
    }

    private record Kind(int group, @Nullable Severity severity) {}

    private record Finding(int device, int weakness) {}

    private record Period(long from, long to) {}

    List<RemediationTime> of(List<MemoryDevice> devices) {
        Map<Finding, List<Period>> findings = new HashMap<>();
        for (MemoryDevice device : devices) {
            if (question.group(device.slot()) == RemediationQuestion.NOT_ASKED) continue;
            for (Alias alias : device.aliases.values()) {
                for (Alias.Closed period : MemoryPeriods.of(alias)) {
                    long what = period.weaknessAndPath();
                    if (!dictionary.path(StatedFindings.path(what)).status().isExposed()) continue;
                    Finding finding = new Finding(question.device(device.slot()), StatedFindings.weakness(what));
                    findings.computeIfAbsent(finding, added -> new ArrayList<>())
                            .add(new Period(period.firstSeen(), period.fixedAt()));
                }
            }
        }
        findings.forEach(this::add);
        List<RemediationTime> times = new ArrayList<>();
        taken.forEach((kind, micros) -> times.add(time(kind, micros)));
        times.sort(RemediationTime.ORDER);
        return times;
    }

    private void add(Finding finding, List<Period> periods) {
        periods.sort(Comparator.comparingLong(Period::from).thenComparingLong(Period::to));
        Period open = periods.getFirst();
        for (Period period : periods.subList(1, periods.size())) {
            if (period.from() >= open.to()) {
                ended(finding, open);
                open = period;
            } else {
                open = new Period(open.from(), Math.max(open.to(), period.to()));
            }
        }
        ended(finding, open);
    }

    private void ended(Finding finding, Period period) {
        if (period.to() == Long.MAX_VALUE || period.to() < Micros.of(question.since())) return;
        int group = question.group(finding.device());
        Severity severity = question.severity(finding.weakness());
        for (int in : new int[] {group, RemediationTime.ALL}) {
            for (Severity of : new @Nullable Severity[] {severity, null}) {
                taken.computeIfAbsent(new Kind(in, of), added -> new ArrayList<>())
                        .add(period.to() - period.from());
            }
        }
    }

    private static RemediationTime time(Kind kind, List<Long> micros) {
        Collections.sort(micros);
        return new RemediationTime(
                kind.group(), kind.severity(), micros.size(), quantile(micros, 50), quantile(micros, 90));
    }

    private static Duration quantile(List<Long> ascending, int percent) {
        int place = (ascending.size() * percent + 99) / 100;
        return Duration.of(ascending.get(place - 1), ChronoUnit.MICROS);
    }
}

package dev.lightmeter.server.history;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.RemediationQuestion;
import dev.lightmeter.storage.RemediationTime;
import dev.lightmeter.storage.Store;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/** Writes for how long findings were open, by device group and severity of today. The server sends it, the command line shows it. */
public final class RemediationTimes {

    private static final BigDecimal NANOS_PER_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toNanos());

    private final Store store;

    public RemediationTimes(Store store) {
        this.store = store;
    }

    /** Of the devices on a scoreboard that are not excluded, what went since a time, or ever. */
    public byte[] of(Scoreboard board, Optional<Instant> since) {
        List<RemediationTime> times = store.remediationTimes(
                RemediationQuestion.of(groups(board), severities(board), since.orElse(Instant.MIN)));
        return Json.object(json -> {
            json.writeStringProperty("since", since.map(Instant::toString).orElse(null));
            json.writeName("groups");
            json.writeStartArray();
            group(json, GroupScore.ORGANISATION, RemediationTime.ALL, times);
            for (GroupScore score : board.groups()) {
                DeviceGroup group = score.group();
                if (group != null) group(json, group.name(), group.id(), times);
            }
            json.writeEndArray();
        });
    }

    private static int[] groups(Scoreboard board) {
        return IntStream.range(0, board.fleet().slots())
                .map(slot -> board.state(slot)
                        .filter(state -> state != DeviceState.EXCLUDED)
                        .map(state -> board.fleet().groupOf(slot).id())
                        .orElse(RemediationQuestion.NOT_ASKED))
                .toArray();
    }

    private static Severity[] severities(Scoreboard board) {
        return IntStream.range(0, board.threats().size())
                .mapToObj(weakness -> {
                    ThreatFacts facts = board.threats().of(weakness);
                    return facts == null ? Severity.UNKNOWN : Formula.severity(facts);
                })
                .toArray(Severity[]::new);
    }

    /** Nothing about a group in which nothing went. */
    private static void group(JsonGenerator json, String name, int number, List<RemediationTime> times) {
        List<RemediationTime> ofGroup =
                times.stream().filter(time -> time.group() == number).toList();
        ofGroup.stream().filter(time -> time.severity() == null).forEach(all -> {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            time(json, all);
            json.writeName("severities");
            json.writeStartArray();
            ofGroup.reversed().stream().filter(time -> time.severity() != null).forEach(time -> {
                json.writeStartObject();
                json.writeStringProperty(
                        "severity", Objects.requireNonNull(time.severity()).wire());
                time(json, time);
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void time(JsonGenerator json, RemediationTime time) {
        json.writeNumberProperty("count", time.count());
        json.writeNumberProperty("medianDays", days(time.median()));
        json.writeNumberProperty("p90Days", days(time.p90()));
    }

    private static BigDecimal days(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds())
                .scaleByPowerOfTen(9)
                .divide(NANOS_PER_DAY, 2, RoundingMode.HALF_UP);
    }
}

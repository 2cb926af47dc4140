package dev.lightmeter.server.history;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Answers from the times of findings: what today's knowledge would have said then, and how long findings took to go. */
public final class FindingHistoryResource {

    private final Recomputed recomputed;
    private final RemediationTimes times;
    private final Views views;
    private final Clock clock;
    /** Both questions may read every finding that ever was, so one is answered at a time. */
    private final Semaphore reading = new Semaphore(1);

    public FindingHistoryResource(Store store, Views views, Clock clock) {
        this.recomputed = new Recomputed(store);
        this.times = new RemediationTimes(store);
        this.views = views;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/lightmeter/v1/history/recomputed", HistoryResource.ACCESS, this::recomputed)
                        .about("What today's knowledge would have said at a time")
                        .takes("time", ParameterType.INSTANT, "the time; now without it")
                        .takes(
                                "knownAt",
                                ParameterType.INSTANT,
                                "leaves out findings and fixes that became known later; nothing without it")
                        .answers(200, """
                                {"time":"2026-02-01T00:00:00Z","knownAt":null,"asOf":"2026-03-04T05:06:07Z","parameters":{"version":"1.0"},
                                 "feeds":[{"feed":"epss","model":"v2026.03.16","publishedAt":"2026-03-04T00:00:00Z"}],"groups":[{"name":
                                 "organisation","score":"41.387120000","level":"Medium","a":41387120000,"w":100,"coverage":"1.000000000",
                                 "devices":100,"devicesHigh":3,"bounds":["41.387120000","41.387120000"]}]}
                                """),
                Route.get("/lightmeter/v1/timeToRemediate", HistoryResource.ACCESS, this::times)
                        .about("For how long findings were open that are gone, by device group and severity")
                        .takes("since", ParameterType.INSTANT, "only what went at this time or later; all without it")
                        .answers(200, """
                                {"since":null,"groups":[{"name":"Servers","count":12,"medianDays":6.5,"p90Days":31.25,"severities":[
                                 {"severity":"Critical","count":12,"medianDays":6.5,"p90Days":31.25}]}]}
                                """));
    }

    private Reply recomputed(Call call) {
        Scoreboard today = views.of(call.knownCaller());
        Instant now = clock.instant();
        Instant time = call.instant("time").orElse(now);
        if (time.isAfter(now)) {
            throw new ProblemException(Problem.invalidInput("time must not lie in the future, got " + time));
        }
        Optional<Instant> knownAt = call.instant("knownAt");
        SortedMap<Integer, Sums> sums =
                oneAtATime(() -> recomputed.at(new Moment(time, knownAt.orElse(Instant.MAX)), today));
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("time", time.toString());
            json.writeStringProperty("knownAt", knownAt.map(Instant::toString).orElse(null));
            ScoreFields.basis(json, today);
            json.writeName("groups");
            json.writeStartArray();
            Sums all = sums.values().stream().reduce(Sums.NOTHING, Sums::plus);
            HistoryDocuments.group(json, GroupScore.ORGANISATION, all);
            for (GroupScore score : today.groups()) {
                DeviceGroup group = score.group();
                Sums ofGroup = group == null ? Sums.NOTHING : sums.getOrDefault(group.id(), Sums.NOTHING);
                if (ofGroup.devices() > 0) HistoryDocuments.group(json, score.name(), ofGroup);
            }
            json.writeEndArray();
        }));
    }

    private Reply times(Call call) {
        Scoreboard board = views.of(call.knownCaller());
        Optional<Instant> since = call.instant("since");
        return Reply.json(200, oneAtATime(() -> times.of(board, since)));
    }

    private <T> T oneAtATime(Supplier<T> question) {
        reading.acquireUninterruptibly();
        try {
            return question.get();
        } finally {
            reading.release();
        }
    }
}

package dev.lightmeter.server.history;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.history.Waterfall;
import dev.lightmeter.server.history.Watched.Asked;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.HistoryEvent;
import dev.lightmeter.storage.HistoryMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what the past was as documents. The server sends them, the command line shows them. */
public final class HistoryDocuments {

    /** So many events are named behind each cause of a waterfall, the largest first. */
    private static final int EVENTS_PER_CAUSE = 5;

    private static final int PAGE = 500;

    private final History history;
    private final Past past;
    private final Watched watched;

    public HistoryDocuments(History history, Watched watched) {
        this.history = history;
        this.past = new Past(history);
        this.watched = watched;
    }

    /** The line of a score with what stands on it. */
    public byte[] line(Asked asked, Instant from, Instant to, int points) {
        return Json.object(json -> {
            span(json, asked, from, to);
            json.writeName("points");
            json.writeStartArray();
            for (Past.Point point : past.line(asked, from, to, points)) {
                json.writeStartObject();
                json.writeStringProperty("time", point.at().toString());
                sums(json, point.sums());
                decimal(json, "low", point.low());
                decimal(json, "high", point.high());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeName("events");
            json.writeStartArray();
            events(json, asked, events(asked, from, to, points));
            json.writeEndArray();
        });
    }

    /** What every group in sight was at a time. */
    public byte[] at(Instant time) {
        Map<Integer, Sums> all = past.everyAt(time).orElse(Map.of());
        return Json.object(json -> {
            json.writeStringProperty("time", time.toString());
            json.writeStringProperty(
                    "recordedSince", past.beginning().map(Instant::toString).orElse(null));
            json.writeName("groups");
            json.writeStartArray();
            Asked together = watched.together();
            past.at(together, time).ifPresent(sums -> group(json, together.name(), sums));
            all.forEach((group, sums) -> {
                if (group == Step.ORGANISATION || !watched.sees().test(group)) return;
                if (sums.devices() > 0) group(json, watched.name(group), sums);
            });
            json.writeEndArray();
        });
    }

    /** What moved a score between two times; empty if nothing was kept until the later one. */
    public Optional<byte[]> waterfall(Asked asked, Instant from, Instant to) {
        return past.moves(asked, from, to).map(moves -> waterfall(asked, moves));
    }

    private byte[] waterfall(Asked asked, Past.Moves moves) {
        Waterfall waterfall = moves.waterfall();
        List<Waterfall.Moved> bars = waterfall.bars();
        Set<Long> named = new TreeSet<>();
        bars.forEach(bar -> bar.parts().stream().limit(EVENTS_PER_CAUSE).forEach(part -> named.add(part.event())));
        Map<Long, HistoryEvent> events = new HashMap<>();
        history.events(named).forEach(event -> events.put(event.number(), event));
        Map<Cause.Bar, List<Waterfall.Moved>> byBar = new TreeMap<>();
        bars.forEach(bar -> byBar.computeIfAbsent(bar.cause().bar(), first -> new ArrayList<>())
                .add(bar));
        return Json.object(json -> {
            span(json, asked, moves.from(), moves.to());
            json.writeName("before");
            json.writeStartObject();
            sums(json, waterfall.from());
            json.writeEndObject();
            json.writeName("after");
            json.writeStartObject();
            sums(json, waterfall.to());
            json.writeEndObject();
            difference(json, "change", waterfall.change());
            json.writeName("bars");
            json.writeStartArray();
            byBar.forEach((bar, causes) -> bar(json, bar, causes, events, asked));
            json.writeEndArray();
        });
    }

    private void bar(
            JsonGenerator json,
            Cause.Bar bar,
            List<Waterfall.Moved> causes,
            Map<Long, HistoryEvent> events,
            Asked asked) {
        json.writeStartObject();
        json.writeStringProperty("bar", bar.wire());
        difference(
                json,
                "points",
                causes.stream().mapToLong(Waterfall.Moved::points).sum());
        json.writeName("causes");
        json.writeStartArray();
        for (Waterfall.Moved moved : causes) {
            json.writeStartObject();
            json.writeStringProperty("cause", moved.cause().wire());
            difference(json, "points", moved.points());
            json.writeNumberProperty("a", moved.weighted());
            json.writeNumberProperty("w", moved.weight());
            json.writeNumberProperty("eventCount", moved.parts().size());
            json.writeName("events");
            json.writeStartArray();
            moved.parts().stream().limit(EVENTS_PER_CAUSE).forEach(part -> {
                HistoryEvent event = events.get(part.event());
                if (event != null) part(json, part, event, asked);
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void part(JsonGenerator json, Waterfall.Part part, HistoryEvent event, Asked asked) {
        json.writeStartObject();
        json.writeStringProperty("time", event.at().toString());
        difference(json, "points", part.points());
        marks(json, concerning(asked, event));
        json.writeEndObject();
    }

    /**
     * What happened that moved or concerns a score, newest first.
     *
     * @param skip how many of the newest are left out
     * @param link what comes after a page: told the time up to which and how many of the newest at that time to leave out. A
     *     number of an event would tell how many there are between two
     */
    public byte[] timeline(Asked asked, Instant from, Instant to, int skip, int top, Link link) {
        List<HistoryEvent> newest = events(asked, from, to, skip + top);
        List<HistoryEvent> page = newest.subList(Math.min(skip, newest.size()), newest.size());
        return Json.object(json -> {
            json.writeName("events");
            json.writeStartArray();
            events(json, asked, page);
            json.writeEndArray();
            json.writeStringProperty("nextLink", page.size() < top ? null : next(newest, link));
        });
    }

    private static @Nullable String next(List<HistoryEvent> newest, Link link) {
        Instant last = newest.getLast().at();
        return link.to(last, (int)
                newest.stream().filter(event -> event.at().equals(last)).count());
    }

    /** Where the events up to a time stand, but for some of the newest. */
    public interface Link {

        /** There is no such place: nobody asks for more. */
        Link NONE = (to, skip) -> null;

        @Nullable
        String to(Instant to, int skip);
    }

    /** Events that moved or concern the groups, with what may be told of them, newest first. */
    private List<HistoryEvent> events(Asked asked, Instant from, Instant to, int most) {
        List<HistoryEvent> seen = new ArrayList<>();
        long next = Long.MAX_VALUE;
        while (seen.size() < most) {
            List<HistoryEvent> page = history.marked(from, to, next, PAGE);
            if (page.isEmpty()) return seen;
            Set<Long> moved = moved(asked, page);
            for (HistoryEvent event : page) {
                List<HistoryMark> marks = concerning(asked, event);
                boolean concerned = moved.contains(event.number())
                        || marks.stream().anyMatch(mark -> mark.group() != Step.ORGANISATION);
                if (concerned && !marks.isEmpty() && seen.size() < most) {
                    seen.add(new HistoryEvent(event.number(), event.at(), marks));
                }
            }
            next = page.getLast().number();
        }
        return seen;
    }

    /** Which of these events moved one of the groups; all of them, if it is about everything there is. */
    private Set<Long> moved(Asked asked, List<HistoryEvent> newestFirst) {
        Set<Long> moved = new HashSet<>();
        if (asked.numbers().contains(Step.ORGANISATION)) {
            newestFirst.forEach(event -> moved.add(event.number()));
            return moved;
        }
        history.forEachStep(
                newestFirst.getLast().number() - 1, newestFirst.getFirst().number(), asked.numbers(), (event, step) -> {
                    if (step.cause() != Cause.STANDING) moved.add(event);
                });
        return moved;
    }

    /** What of an event is about the groups or about none, and may be told. */
    private List<HistoryMark> concerning(Asked asked, HistoryEvent event) {
        return visible(event).stream()
                .filter(mark -> mark.group() == Step.ORGANISATION
                        || asked.numbers().contains(Step.ORGANISATION)
                        || asked.numbers().contains(mark.group()))
                .toList();
    }

    /** What of an event may be told: the name of an import could speak of groups that are hidden. */
    private List<HistoryMark> visible(HistoryEvent event) {
        if (watched.all()) return event.marks();
        return event.marks().stream()
                .filter(mark ->
                        mark.group() == Step.ORGANISATION || watched.sees().test(mark.group()))
                .map(mark -> mark.group() == Step.ORGANISATION && mark.kind() != HistoryMark.Kind.FEED
                        ? HistoryMark.of(mark.kind(), "")
                        : mark)
                .distinct()
                .toList();
    }

    private void events(JsonGenerator json, Asked asked, List<HistoryEvent> newestFirst) {
        if (newestFirst.isEmpty()) return;
        Map<Long, Long> changes = past.changes(
                asked, newestFirst.getLast().number(), newestFirst.getFirst().number());
        for (HistoryEvent event : newestFirst) {
            json.writeStartObject();
            json.writeStringProperty("time", event.at().toString());
            difference(json, "change", changes.getOrDefault(event.number(), 0L));
            marks(json, event.marks());
            json.writeEndObject();
        }
    }

    private void marks(JsonGenerator json, List<HistoryMark> marks) {
        json.writeName("what");
        json.writeStartArray();
        for (HistoryMark mark : marks) {
            json.writeStartObject();
            json.writeStringProperty("type", mark.kind().wire());
            json.writeStringProperty("subject", mark.subject().isEmpty() ? null : mark.subject());
            if (mark.group() != Step.ORGANISATION) {
                json.writeStringProperty("group", watched.name(mark.group()));
                if (mark.devices() > 0) json.writeNumberProperty("devices", mark.devices());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void span(JsonGenerator json, Asked asked, Instant from, Instant to) {
        json.writeStringProperty("group", asked.name());
        json.writeStringProperty("from", from.toString());
        json.writeStringProperty("to", to.toString());
        json.writeStringProperty(
                "recordedSince", past.beginning().map(Instant::toString).orElse(null));
    }

    static void group(JsonGenerator json, String name, Sums sums) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        sums(json, sums);
        json.writeName("bounds");
        sums.bounds()
                .ifPresentOrElse(
                        bounds -> {
                            json.writeStartArray();
                            json.writeString(Decimals.nano(bounds.low()));
                            json.writeString(Decimals.nano(bounds.high()));
                            json.writeEndArray();
                        },
                        json::writeNull);
        json.writeEndObject();
    }

    private static void difference(JsonGenerator json, String name, long nano) {
        json.writeStringProperty(name, Decimals.nano(nano));
    }

    private static void sums(JsonGenerator json, Sums sums) {
        decimal(json, "score", sums.score());
        json.writeStringProperty(
                "level",
                sums.score().isEmpty()
                        ? null
                        : Level.ofScore(sums.score().getAsLong()).wire());
        json.writeNumberProperty("a", sums.weighted());
        json.writeNumberProperty("w", sums.weight());
        decimal(json, "coverage", sums.coverage());
        json.writeNumberProperty("devices", sums.devices());
        json.writeNumberProperty("devicesHigh", sums.high());
    }
}

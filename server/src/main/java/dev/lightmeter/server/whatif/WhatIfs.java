package dev.lightmeter.server.whatif;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.ScoreShape.Shaped;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.WhatIf;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import tools.jackson.core.JsonGenerator;

/** Answers what would be: scores now and then. The server sends the document, the command line shows it. */
public final class WhatIfs {

    private WhatIfs() {}

    /** A device whose score would be another. */
    private record Mover(int slot, String id, int now, int then) {

        /** Those that move least come first, so that they can be dropped. */
        static final Comparator<Mover> LEAST_FIRST = Comparator.<Mover>comparingInt(
                        mover -> Math.abs(mover.now - mover.then))
                .thenComparing(mover -> mover.id, Comparator.reverseOrder());
    }

    /**
     * Answers a question.
     *
     * @param body JSON as docs/api.md describes it
     * @throws ProblemException with status 400 for a question that cannot be answered
     */
    public static byte[] answer(Scoreboard now, byte[] body) {
        WhatIfRequest request = WhatIfRequest.of(body, now);
        Scoreboard then = then(now, request);
        List<Shaped> shaped = request.shape().of(then);
        Map<String, OptionalLong> scoresThen = new HashMap<>();
        shaped.forEach(score -> scoresThen.put(score.group().name(), score.score()));
        return Json.object(json -> {
            json.writeStringProperty("kind", "whatIf");
            ScoreFields.basis(json, now);
            json.writeStringProperty("parametersThen", then.parameters().version());
            json.writeStringProperty("shapeThen", request.shape().id());
            json.writeName("organisation");
            group(json, now.organisation(), shaped.getLast().score());
            json.writeName("groups");
            json.writeStartArray();
            for (GroupScore group : now.groups()) {
                boolean isEmpty =
                        isEmpty(group) && then.group(group.name()).stream().allMatch(WhatIfs::isEmpty);
                if (!isEmpty) group(json, group, scoresThen.getOrDefault(group.name(), OptionalLong.empty()));
            }
            json.writeEndArray();
            movers(json, now, then, request.top());
        });
    }

    private static Scoreboard then(Scoreboard now, WhatIfRequest request) {
        try {
            return WhatIf.of(now, request.changes());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalidBody("This cannot be asked: " + e.getMessage()));
        }
    }

    private static boolean isEmpty(GroupScore group) {
        return group.devices() + group.excluded() == 0;
    }

    private static void group(JsonGenerator json, GroupScore now, OptionalLong then) {
        json.writeStartObject();
        json.writeStringProperty("name", now.name());
        decimal(json, "now", now.score());
        decimal(json, "then", then);
        json.writeStringProperty(
                "difference",
                now.score().isEmpty() || then.isEmpty()
                        ? null
                        : Decimals.nano(then.getAsLong() - now.score().getAsLong()));
        json.writeEndObject();
    }

    private static void movers(JsonGenerator json, Scoreboard now, Scoreboard then, int top) {
        PriorityQueue<Mover> most = new PriorityQueue<>(Mover.LEAST_FIRST);
        int moved = 0;
        for (int slot = 0; slot < now.fleet().slots(); slot++) {
            if (now.state(slot).isEmpty()
                    || then.state(slot).isEmpty()
                    || now.deviceScore(slot) == then.deviceScore(slot)) continue;
            moved++;
            String id = now.fleet().device(slot).map(Device::id).orElseThrow();
            most.add(new Mover(slot, id, now.deviceScore(slot), then.deviceScore(slot)));
            if (most.size() > top) most.remove();
        }
        json.writeNumberProperty("devicesMoved", moved);
        json.writeName("movers");
        json.writeStartArray();
        most.stream().sorted(Mover.LEAST_FIRST.reversed()).forEach(mover -> {
            json.writeStartObject();
            json.writeStringProperty("id", mover.id());
            json.writeStringProperty(
                    "name", now.fleet().device(mover.slot()).map(Device::name).orElse(""));
            json.writeStringProperty("group", now.fleet().groupOf(mover.slot()).name());
            decimal(json, "now", mover.now() * 100L);
            decimal(json, "then", mover.then() * 100L);
            decimal(json, "difference", (mover.then() - mover.now()) * 100L);
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}

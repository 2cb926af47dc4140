package dev.lightmeter.server.devicegroup;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Device groups as JSON, as far as a caller may know of them. */
final class DeviceGroupDocument {

    private final DeviceGroups groups;
    private final Views views;

    DeviceGroupDocument(DeviceGroups groups, Views views) {
        this.groups = groups;
        this.views = views;
    }

    /** The groups in the caller's sight, {@link DeviceGroup#UNASSIGNED} first. */
    List<DeviceGroup> inSight(Call call) {
        return views.of(call.knownCaller()).groups().stream()
                .map(score -> score.group() == null ? DeviceGroup.UNASSIGNED : score.group())
                .toList();
    }

    /** The group that the address names; a problem with status 404 if the caller sees none of this number. */
    DeviceGroup wanted(Call call) {
        String id = call.parameter("id");
        return inSight(call).stream()
                .filter(group -> Integer.toString(group.id()).equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(Problem.unknownResource("There is no device group with the id " + id)));
    }

    byte[] of(DeviceGroup group, Call call) {
        return Json.object(json -> write(json, group, call.knownCaller()));
    }

    /** The properties of a group. Who has limited sight learns nothing about who else there is. */
    void write(JsonGenerator json, DeviceGroup group, Caller caller) {
        Scoreboard board = views.of(caller);
        json.writeNumberProperty("id", group.id());
        json.writeStringProperty("name", group.name());
        json.writeNumberProperty("devices", devices(group, board));
        if (caller.sight() instanceof Sight.Everything) writeArranged(json, group, groups.arrangement());
    }

    private static void writeArranged(JsonGenerator json, DeviceGroup group, GroupArrangement arrangement) {
        List<RankedGroup> ranked = arrangement.rules().ranked();
        int rank = 0;
        while (rank < ranked.size() && !ranked.get(rank).name().equals(group.name())) rank++;
        boolean isRanked = rank < ranked.size();
        json.writeStringProperty("description", arrangement.descriptionOf(group.name()));
        if (isRanked) {
            json.writeNumberProperty("rank", rank + 1);
        } else {
            json.writeNullProperty("rank");
        }
        json.writeName("rules");
        json.writeStartArray();
        if (isRanked) ranked.get(rank).rules().forEach(rule -> write(json, rule));
        json.writeEndArray();
        Json.writeTexts(json, "assignedTo", arrangement.assignmentsOf(group.name()));
    }

    private static int devices(DeviceGroup group, Scoreboard board) {
        return board.group(group.name())
                .map(score -> score.devices() + score.excluded())
                .orElse(0);
    }

    private static void write(JsonGenerator json, GroupRule rule) {
        json.writeStartObject();
        json.writeStringProperty("attribute", rule.attribute().wire());
        json.writeStringProperty("operator", rule.operator().wire());
        Json.writeTexts(json, "values", rule.values());
        json.writeEndObject();
    }
}

package dev.lightmeter.server.devicegroup;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Shows device groups, and which devices some rules would match. */
public final class DeviceGroupResource {

    static final String PATH = "/lightmeter/v1/deviceGroups";

    static final String EXAMPLE = """
            {"id":7,"name":"Servers","devices":340,"description":"what must not stop","rank":1,
             "rules":[{"attribute":"osPlatform","operator":"startsWith","values":["windowsserver","linux"]}],
             "assignedTo":["ops@example.org"]}
            """;

    private static final Access READ = Access.needs(Permission.READ);
    private static final int SHOWN_IN_A_PREVIEW = 10;

    private final DeviceGroups groups;
    private final Store store;
    private final Views views;
    private final DeviceGroupDocument document;
    private final DeviceGroupChanges changes;

    /**
     * Serves one installation.
     *
     * @param exposure throws a problem while the fleet is being loaded
     */
    public DeviceGroupResource(
            DeviceGroups groups, Store store, Views views, Supplier<LiveExposure> exposure, AuditLog audit) {
        this.groups = groups;
        this.store = store;
        this.views = views;
        this.document = new DeviceGroupDocument(groups, views);
        this.changes = new DeviceGroupChanges(groups, store, document, exposure, audit);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get(PATH, READ, this::list)
                        .about(
                                "The device groups by rank; with limited sight only id, name and devices of the own ones")
                        .answers(200, "{\"declaredInFile\":false,\"deviceGroups\":[" + EXAMPLE.strip() + "]}"),
                Route.get(PATH + "/{id}", READ, this::one)
                        .about("One device group; 0 is the group of devices in no group")
                        .answers(200, EXAMPLE),
                Route.post(PATH + "/preview", READ, this::preview)
                        .about("How many devices some rules match, and up to ten of them")
                        .reads("{\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"production\"}]}")
                        .answers(200, """
                                {"count":12,"devices":[{"id":"web-1","name":"web-1.example.org","group":"Servers"}]}
                                """)));
        routes.addAll(changes.routes());
        return routes;
    }

    private Reply list(Call call) {
        Caller caller = call.knownCaller();
        List<String> order = new ArrayList<>(groups.arrangement().rules().ranked().stream()
                .map(RankedGroup::name)
                .toList());
        if (order.isEmpty()) store.groups().forEach(group -> order.add(group.name()));
        List<DeviceGroup> shown = new ArrayList<>(document.inSight(call));
        // by rank, or by number where there is none; the devices in no group come last
        shown.sort(Comparator.comparing((DeviceGroup group) -> group.id() == DeviceGroup.UNASSIGNED.id())
                .thenComparingInt(group -> order.indexOf(group.name())));
        return Reply.json(200, Json.object(json -> {
            json.writeBooleanProperty("declaredInFile", groups.areDeclared());
            json.writeName("deviceGroups");
            json.writeStartArray();
            for (DeviceGroup group : shown) {
                json.writeStartObject();
                document.write(json, group, caller);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Reply one(Call call) {
        return Reply.json(200, document.of(document.wanted(call), call));
    }

    private Reply preview(Call call) {
        Fleet fleet = views.of(call.knownCaller()).fleet();
        Set<String> known = Set.of("rules");
        GroupRules rules =
                new GroupRules(List.of(new RankedGroup("preview", DeviceGroupBody.rules(JsonBody.of(call, known)))));
        int count = 0;
        List<Integer> shown = new ArrayList<>();
        for (int slot = 0; slot < fleet.slots(); slot++) {
            if (!fleet.device(slot).map(device -> matches(rules, device)).orElse(false)) continue;
            if (count++ < SHOWN_IN_A_PREVIEW) shown.add(slot);
        }
        int matching = count;
        return Reply.json(200, Json.object(json -> {
            json.writeNumberProperty("count", matching);
            json.writeName("devices");
            json.writeStartArray();
            for (int slot : shown) {
                Device device = fleet.device(slot).orElseThrow();
                json.writeStartObject();
                json.writeStringProperty("id", device.id());
                json.writeStringProperty("name", device.name());
                json.writeStringProperty("group", fleet.groupOf(slot).name());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private static boolean matches(GroupRules rules, Device device) {
        return !rules.groupOf(device).equals(DeviceGroup.UNASSIGNED.name());
    }
}

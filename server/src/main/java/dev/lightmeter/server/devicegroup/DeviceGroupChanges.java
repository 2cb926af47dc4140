package dev.lightmeter.server.devicegroup;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets those who see all device groups arrange them. A change of the rules shows in all scores when the answer comes, and
 * every change is in the audit log.
 */
final class DeviceGroupChanges {

    private static final Access MANAGE = Access.needs(Permission.MANAGE);
    private static final String PATH = DeviceGroupResource.PATH;
    private static final int MOST_GROUPS = 1000;
    private static final Set<String> FIELDS = Set.of("name", "description", "rules", "rank", "assignedTo");

    private static final String BODY = """
            {"name":"Servers","description":"what must not stop","rank":1,
             "rules":[{"attribute":"osPlatform","operator":"startsWith","values":["WindowsServer","Linux"]}],
             "assignedTo":["ops@example.org"]}
            """;

    private final DeviceGroups groups;
    private final Store store;
    private final DeviceGroupDocument document;
    private final Supplier<LiveExposure> exposure;
    private final AuditLog audit;

    /** @param exposure throws a problem while the fleet is being loaded */
    DeviceGroupChanges(
            DeviceGroups groups,
            Store store,
            DeviceGroupDocument document,
            Supplier<LiveExposure> exposure,
            AuditLog audit) {
        this.groups = groups;
        this.store = store;
        this.document = document;
        this.exposure = exposure;
        this.audit = audit;
    }

    List<Route> routes() {
        return List.of(
                Route.post(PATH, MANAGE, this::create)
                        .about("Adds a device group with rules, at the lowest rank unless a rank is given")
                        .reads(BODY)
                        .answers(201, DeviceGroupResource.EXAMPLE),
                Route.put(PATH + "/{id}", MANAGE, this::replace)
                        .about("Replaces name and rules; description, rank and assignments stay if they are absent")
                        .reads(BODY)
                        .answers(200, DeviceGroupResource.EXAMPLE),
                Route.delete(PATH + "/{id}", MANAGE, this::remove)
                        .about("Takes a device group with rules away; its devices go where the other rules put them")
                        .answers(204, ""),
                Route.put(PATH + "/{id}/order", MANAGE, this::order)
                        .about("Moves a device group to a rank; a device joins the first group that it matches")
                        .reads("{\"rank\":1}")
                        .answers(200, DeviceGroupResource.EXAMPLE),
                Route.put(PATH + "/{id}/assignments", MANAGE, this::assign)
                        .about("Says who may see a device group: ids or names of user groups or users; none means all")
                        .reads("{\"assignedTo\":[\"ops@example.org\"]}")
                        .answers(200, DeviceGroupResource.EXAMPLE));
    }

    private Reply create(Call call) {
        Caller caller = managing(call);
        JsonBody body = JsonBody.of(call, FIELDS);
        String name = DeviceGroupBody.name(body);
        List<GroupRule> rules = DeviceGroupBody.rules(body);
        if (DeviceGroup.meansUnassigned(name)) throw body.refuse("name", "is the group of devices in no group");
        groups.change(before -> {
            refuseTaken(before, name);
            refuseToOpenAssigned(before);
            List<RankedGroup> ranked = new ArrayList<>(before.rules().ranked());
            if (ranked.size() == MOST_GROUPS) throw conflict("There can be no more than " + MOST_GROUPS + " groups");
            ranked.add(place(body, ranked.size() + 1), new RankedGroup(name, rules));
            return described(before.withRules(ranked), name, body);
        });
        DeviceGroup created = named(name);
        regroup();
        audit.record(caller, "deviceGroup.create", name, told(name));
        return Reply.json(201, document.of(created, call))
                .withHeader("Location", call.baseUrl() + PATH + "/" + created.id());
    }

    /**
     * The first group with rules dissolves those that the sources name: their devices fall into no group, which everybody
     * sees unless somebody is assigned to it. What somebody has closed must not be opened by the way.
     */
    private static void refuseToOpenAssigned(GroupArrangement before) {
        boolean dissolvesAssigned = before.rules().ranked().isEmpty()
                && before.assignments().keySet().stream().anyMatch(group -> !DeviceGroup.meansUnassigned(group));
        if (dissolvesAssigned
                && before.assignmentsOf(DeviceGroup.UNASSIGNED.name()).isEmpty()) {
            throw conflict(
                    "The first device group with rules puts all other devices into no group, which everybody sees,"
                            + " and some device groups are assigned. Assign the group with the id 0 first");
        }
    }

    private Reply replace(Call call) {
        Caller caller = managing(call);
        DeviceGroup group = ranked(call);
        JsonBody body = JsonBody.of(call, FIELDS);
        String name = DeviceGroupBody.name(body);
        List<GroupRule> rules = DeviceGroupBody.rules(body);
        if (!name.equals(group.name())) rename(group, name);
        groups.change(before -> {
            List<RankedGroup> ranked = new ArrayList<>(before.rules().ranked());
            int rank = rankOf(ranked, name);
            ranked.remove(rank);
            ranked.add(body.has("rank") ? place(body, ranked.size() + 1) : rank, new RankedGroup(name, rules));
            return described(before.withRules(ranked), name, body);
        });
        regroup();
        audit.record(caller, "deviceGroup.replace", name, told(name));
        return Reply.json(200, document.of(named(name), call));
    }

    private Reply remove(Call call) {
        Caller caller = managing(call);
        DeviceGroup group = ranked(call);
        groups.change(before -> before.without(group.name()));
        regroup();
        audit.record(caller, "deviceGroup.delete", group.name(), "");
        return Reply.empty(204);
    }

    private Reply order(Call call) {
        Caller caller = managing(call);
        DeviceGroup group = ranked(call);
        JsonBody body = JsonBody.of(call, Set.of("rank"));
        groups.change(before -> {
            List<RankedGroup> ranked = new ArrayList<>(before.rules().ranked());
            RankedGroup moved = ranked.remove(rankOf(ranked, group.name()));
            ranked.add(place(body, ranked.size() + 1), moved);
            return before.withRules(ranked);
        });
        regroup();
        audit.record(caller, "deviceGroup.order", group.name(), told(group.name()));
        return Reply.json(200, document.of(group, call));
    }

    private Reply assign(Call call) {
        Caller caller = managing(call);
        DeviceGroup group = document.wanted(call);
        JsonBody body = JsonBody.of(call, Set.of("assignedTo"));
        List<String> principals = DeviceGroupBody.assignedTo(body)
                .orElseThrow(() -> body.refuse("assignedTo", "is missing; an empty list opens the group to everybody"));
        groups.change(before -> before.assigned(group.name(), principals));
        audit.record(caller, "deviceGroup.assign", group.name(), String.join(", ", principals));
        return Reply.json(200, document.of(group, call));
    }

    /** Whoever changes groups must see all of them, and there must not be a file that says something else. */
    private Caller managing(Call call) {
        Caller caller = call.callerWhoSeesEverything();
        var _ = exposure.get(); // nothing may change before the fleet is there to be regrouped
        if (groups.areDeclared()) {
            throw conflict("The configuration file declares the device groups; change them there and restart");
        }
        return caller;
    }

    private DeviceGroup ranked(Call call) {
        DeviceGroup group = document.wanted(call);
        if (groups.arrangement().rules().ranked().stream()
                .noneMatch(ranked -> ranked.name().equals(group.name()))) {
            throw conflict("The device group " + group.name()
                    + " has no rules: it is named by the sources, or holds the devices in no group");
        }
        return group;
    }

    private DeviceGroup named(String name) {
        return store.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the store lost the device group " + name));
    }

    private void rename(DeviceGroup group, String name) {
        refuseTaken(groups.arrangement().without(group.name()), name);
        try {
            groups.rename(group, name);
        } catch (IllegalArgumentException e) {
            throw conflict("The name " + name + " is taken by another device group or means that there is none");
        }
    }

    private void regroup() {
        exposure.get().regroup(() -> groups.arrangement().rules());
    }

    private static void refuseTaken(GroupArrangement arrangement, String name) {
        if (arrangement.rules().ranked().stream()
                .anyMatch(ranked -> ranked.name().equalsIgnoreCase(name))) {
            throw conflict("There is a device group named " + name + " already");
        }
    }

    private static GroupArrangement described(GroupArrangement arrangement, String name, JsonBody body) {
        GroupArrangement described = DeviceGroupBody.description(body)
                .map(text -> arrangement.described(name, text))
                .orElse(arrangement);
        return DeviceGroupBody.assignedTo(body)
                .map(principals -> described.assigned(name, principals))
                .orElse(described);
    }

    /** Where in the list the wanted rank is; the last place if no rank is wanted. */
    private static int place(JsonBody body, int lowest) {
        OptionalInt rank = body.wholeNumber("rank", 1, MOST_GROUPS);
        return Math.min(rank.orElse(lowest), lowest) - 1;
    }

    private static int rankOf(List<RankedGroup> ranked, String name) {
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).name().equals(name)) return i;
        }
        throw conflict("The device group " + name + " was taken away by somebody else");
    }

    /** The line of the audit log about a group. */
    private String told(String name) {
        List<RankedGroup> ranked = groups.arrangement().rules().ranked();
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).name().equals(name)) {
                return "rank " + (i + 1) + ", " + ranked.get(i).rules().size() + " rules";
            }
        }
        return "";
    }

    private static ProblemException conflict(String why) {
        return new ProblemException(new Problem(409, "DisallowedOperation", why));
    }
}

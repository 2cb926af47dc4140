package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.Page;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.storage.DeviceDecision;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lets clients set values and tags of devices. A change is durable and counts in the scores when it is answered. It may move
 * the device to another device group, and so out of the caller's sight: then the answer holds nothing.
 */
public final class MachineChangeResource {

    public static final Access ACCESS = Access.needs(Permission.of("Machine.ReadWrite.All", "Machine.ReadWrite"));

    private static final int MOST_MACHINES = 500;
    private static final int LONGEST_TAG = 200;

    /** Far above what people do; bounds the memory that one device can take. */
    private static final int MOST_TAGS = 500;

    private final Views views;
    private final Store store;
    private final Consumer<int[]> changed;
    private final AuditLog audit;
    private final Clock clock;

    /** @param changed makes the scores of these devices new; when it returns, the views show it */
    public MachineChangeResource(Views views, Store store, Consumer<int[]> changed, AuditLog audit, Clock clock) {
        this.views = views;
        this.store = store;
        this.changed = changed;
        this.audit = audit;
        this.clock = clock;
    }

    /** Body: {@code {"DeviceValue": "High"}}. */
    public Reply setValue(Call call) {
        int slot = slot(call);
        String value = JsonBody.of(call, Set.of("DeviceValue")).requiredText("DeviceValue");
        return decide(call, DeviceDecision.value(slot, value("DeviceValue", value)));
    }

    /** Body: {@code {"Value": "tag", "Action": "Add"}}. */
    public Reply changeTag(Call call) {
        int slot = slot(call);
        JsonBody body = JsonBody.of(call, Set.of("Value", "Action"));
        return decide(call, action(body).apply(slot, tag(body.requiredText("Value"))));
    }

    /** Body: {@code {"machineTags": ["tag"], "deviceValue": "Normal"}}; the list replaces all tags. */
    public Reply update(Call call) {
        int slot = slot(call);
        JsonBody body = JsonBody.of(call, Set.of("machineTags", "deviceValue"));
        Optional<Set<String>> tags = body.texts("machineTags");
        Optional<String> value = body.text("deviceValue");
        if (tags.isEmpty() && value.isEmpty()) {
            throw new ProblemException(
                    new Problem(400, "InvalidRequestBody", "The body must hold machineTags, deviceValue or both"));
        }
        DeviceValue decided = value.map(text -> value("deviceValue", text)).orElse(null);
        Set<String> wanted = new LinkedHashSet<>();
        tags.orElse(Set.of()).forEach(tag -> wanted.add(tag(tag)));
        if (wanted.size() > MOST_TAGS) {
            throw new ProblemException(
                    Problem.invalidInput("A device has at most %d tags, got %d".formatted(MOST_TAGS, wanted.size())));
        }
        List<String> unwanted = tags.isEmpty() ? List.of() : new ArrayList<>(tagsOf(slot));
        unwanted.removeAll(wanted);
        return decide(call, new DeviceDecision(slot, decided, List.copyOf(wanted), unwanted));
    }

    /** Body: {@code {"Value": "tag", "Action": "Add", "MachineIds": ["..."]}}; all of them or none. */
    public Reply changeTagOfMany(Call call) {
        JsonBody body = JsonBody.of(call, Set.of("Value", "Action", "MachineIds"));
        Set<String> ids = body.texts("MachineIds")
                .orElseThrow(() -> new ProblemException(
                        new Problem(400, "MissingRequiredParameter", "The body lacks the field 'MachineIds'")));
        if (ids.isEmpty())
            throw new ProblemException(Problem.invalidInput("MachineIds must name at least one machine"));
        if (ids.size() > MOST_MACHINES) {
            throw new ProblemException(new Problem(
                    400,
                    "MaximumBatchSizeExceeded",
                    "At most %d machines can be changed at once, got %d".formatted(MOST_MACHINES, ids.size())));
        }
        String tag = tag(body.requiredText("Value"));
        BiFunction<Integer, String, DeviceDecision> action = action(body);
        Scoreboard board = views.of(call.caller().orElseThrow());
        int[] slots = Machines.slots(board, ids);
        Query<Machine> query = MachineSet.MACHINES.query(call);
        decide(
                call,
                IntStream.of(slots).mapToObj(slot -> action.apply(slot, tag)).toList());
        return query.reply(new Page<>(machines(call).at(slots), Optional.empty(), OptionalLong.empty()));
    }

    private Reply decide(Call call, DeviceDecision decision) {
        decide(call, List.of(decision));
        return machines(call).at(decision.slot()).stream()
                .findFirst()
                .map(machine -> MachineSet.MACHINES.entity(call, machine))
                .orElseGet(() -> Reply.empty(204));
    }

    private void decide(Call call, List<DeviceDecision> decisions) {
        Caller caller = call.caller().orElseThrow();
        Scoreboard before = views.of(caller);
        int[] touched = store.decide(decisions);
        if (touched.length == 0) return;
        changed.accept(touched);
        for (DeviceDecision decision : decisions) {
            if (Arrays.binarySearch(touched, decision.slot()) < 0) continue;
            String id = before.fleet().device(decision.slot()).map(Device::id).orElse("");
            audit.record(caller, "device.change", id, words(decision));
        }
    }

    private static String words(DeviceDecision decision) {
        List<String> words = new ArrayList<>();
        DeviceValue value = decision.value();
        if (value != null) words.add("value " + value.wire());
        if (!decision.tagsAdded().isEmpty()) words.add("tags added: " + String.join(", ", decision.tagsAdded()));
        if (!decision.tagsRemoved().isEmpty()) words.add("tags removed: " + String.join(", ", decision.tagsRemoved()));
        return String.join("; ", words);
    }

    private int slot(Call call) {
        return NamedDevice.slot(views.of(call.caller().orElseThrow()), call.parameter("id"));
    }

    private List<String> tagsOf(int slot) {
        return store.records(new int[] {slot}).getFirst().tags();
    }

    /** The machines that the caller sees now. */
    private Machines machines(Call call) {
        return new Machines(views.of(call.caller().orElseThrow()), store, clock.instant());
    }

    private static BiFunction<Integer, String, DeviceDecision> action(JsonBody body) {
        String action = body.requiredText("Action");
        if (action.equalsIgnoreCase("Add")) return DeviceDecision::addTag;
        if (action.equalsIgnoreCase("Remove")) return DeviceDecision::removeTag;
        throw new ProblemException(Problem.invalidInput("Action must be Add or Remove, got " + shown(action)));
    }

    private static DeviceValue value(String name, String text) {
        return DeviceValue.parse(text)
                .orElseThrow(() -> new ProblemException(
                        Problem.invalidInput(name + " must be Low, Normal or High, got " + shown(text))));
    }

    private static String tag(String text) {
        String tag = text.strip();
        boolean isOneLine = tag.chars().noneMatch(Character::isISOControl);
        if (!tag.isEmpty() && tag.length() <= LONGEST_TAG && isOneLine) return tag;
        throw new ProblemException(Problem.invalidInput(
                "A tag is one line of 1 to %d characters, got '%s'".formatted(LONGEST_TAG, shown(text))));
    }

    private static String shown(String value) {
        return value.length() <= 50 ? value : value.substring(0, 50) + "...";
    }
}

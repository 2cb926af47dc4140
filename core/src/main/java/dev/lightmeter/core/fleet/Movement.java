package dev.lightmeter.core.fleet;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What moved the sums of each device group from one scoreboard to the next, taken apart into causes in a fixed order
 * (docs/scoring.md section 7.5). Parameters and threat facts are changed under the fleet as it was, one kind after the
 * other; then each device is led from what it was to what it is.
 */
public final class Movement {

    private final Scoreboard before;
    private final Scoreboard after;
    /** By the number of a group: its place in {@link MovedSums}. */
    private final Map<Integer, Integer> placeOfGroup = new LinkedHashMap<>();

    private final MovedSums moved;

    private Movement(Scoreboard before, Scoreboard after) {
        this.before = before;
        this.after = after;
        before.fleet().groups().forEach(this::place);
        after.fleet().groups().forEach(this::place);
        this.moved = new MovedSums(placeOfGroup.size());
    }

    /** Compares all devices. Blocks of devices that both fleets share cost nearly nothing. */
    public static List<Step> between(Scoreboard before, Scoreboard after) {
        return new Movement(before, after).steps(null);
    }

    /**
     * The same where only the devices in some slots can be others than before, and the facts, the rules, the parameters
     * and the day are the same.
     */
    public static List<Step> between(Scoreboard before, Scoreboard after, int[] slots) {
        boolean onlyDevices = sameWorld(before, after);
        return new Movement(before, after).steps(onlyDevices ? slots : null);
    }

    @SuppressWarnings("ReferenceEquality") // other facts of the same content only cost the longer way
    private static boolean sameWorld(Scoreboard before, Scoreboard after) {
        return before.threats() == after.threats()
                && before.fleet().rules() == after.fleet().rules()
                && before.parameters().equals(after.parameters())
                && before.hazards().day().equals(after.hazards().day());
    }

    private List<Step> steps(int @Nullable [] slots) {
        Scoreboard told = worldChanged();
        List<MovedSums> parts = slots == null ? everyDevice(told) : List.of(devices(told, slots));
        parts.forEach(moved::merge);
        return inOrder();
    }

    /** The fleet as it was under the parameters and facts of now; the day stays, so that nothing goes stale yet. */
    private Scoreboard worldChanged() {
        Scoreboard told = before;
        if (!before.parameters().equals(after.parameters())) {
            told = take(Cause.PARAMETERS, told, after.scorer().rescored(told, told.threats()));
        }
        if (before.threats() == after.threats()) return told;
        Dictionary dictionary = before.fleet().dictionary();
        int weaknesses = Math.min(before.hazards().ordinary.length, dictionary.weaknesses());
        for (ThreatChange change : ThreatChange.values()) {
            Threats next = change.takenOver(told.threats(), after.threats(), dictionary, weaknesses);
            if (next != told.threats())
                told = take(change.cause(), told, after.scorer().rescored(told, next));
        }
        return told;
    }

    private Scoreboard take(Cause cause, Scoreboard from, Scoreboard to) {
        List<GroupScore> is = to.groups(); // of the same fleet, so in the same order
        List<GroupScore> was = from.groups();
        for (int g = 0; g < is.size(); g++) {
            Sums delta = Sums.of(is.get(g)).minus(Sums.of(was.get(g)));
            if (!delta.equals(Sums.NOTHING)) moved.add(cause, placeOf(is.get(g).group()), delta);
        }
        return to;
    }

    private List<MovedSums> everyDevice(Scoreboard told) {
        int blocks = Math.max(told.scores().length, after.scores().length);
        return after
                .scorer()
                .workers()
                .each(
                        blocks,
                        () -> new DeviceMovement(told, after, places(before), places(after), moved.empty()),
                        DeviceMovement::block)
                .stream()
                .map(DeviceMovement::moved)
                .toList();
    }

    private MovedSums devices(Scoreboard told, int[] slots) {
        DeviceMovement devices = new DeviceMovement(told, after, places(before), places(after), moved.empty());
        for (int slot : slots) devices.device(slot >> DeviceBlock.BITS, slot & (DeviceBlock.SIZE - 1));
        return devices.moved();
    }

    private List<Step> inOrder() {
        Map<Integer, Sums> now = new HashMap<>();
        before.groups().forEach(score -> now.put(placeOf(score.group()), Sums.of(score)));
        Sums organisation = Sums.of(before.organisation());
        List<Step> steps = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            if (!moved.moved(cause)) continue;
            Sums movedTogether = Sums.NOTHING;
            boolean any = false;
            for (var group : placeOfGroup.entrySet()) {
                Sums delta = moved.of(cause, group.getValue());
                if (delta.equals(Sums.NOTHING)) continue;
                Sums sums = now.merge(group.getValue(), delta, Sums::plus);
                steps.add(new Step(group.getKey(), cause, sums));
                movedTogether = movedTogether.plus(delta);
                any = true;
            }
            organisation = organisation.plus(movedTogether);
            if (any) steps.add(new Step(Step.ORGANISATION, cause, organisation));
        }
        check(now, organisation);
        return steps;
    }

    /** What is told of the past must lead to the present; anything else is a mistake in here. */
    private void check(Map<Integer, Sums> now, Sums organisation) {
        for (GroupScore score : after.groups()) {
            Sums sums = now.getOrDefault(placeOf(score.group()), Sums.NOTHING);
            if (!sums.equals(Sums.of(score))) {
                throw new IllegalStateException(
                        "the causes lead the group " + score.name() + " to " + sums + ", not to " + Sums.of(score));
            }
        }
        if (!organisation.equals(Sums.of(after.organisation()))) {
            throw new IllegalStateException(
                    "the causes lead all devices to " + organisation + ", not to " + Sums.of(after.organisation()));
        }
    }

    private int[] places(Scoreboard board) {
        List<DeviceGroup> groups = board.fleet().groups();
        return IntStream.range(0, groups.size())
                .map(g -> placeOf(groups.get(g)))
                .toArray();
    }

    private void place(DeviceGroup group) {
        placeOfGroup.putIfAbsent(group.id(), placeOfGroup.size());
    }

    private int placeOf(@Nullable DeviceGroup group) {
        if (group == null) throw new IllegalArgumentException("the organisation is no device group");
        Integer place = placeOfGroup.get(group.id());
        if (place == null)
            throw new IllegalArgumentException("the device group " + group.name() + " is in neither fleet");
        return place;
    }
}

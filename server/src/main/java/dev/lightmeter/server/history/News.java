package dev.lightmeter.server.history;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.HistoryMark.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What people want to hear of between two scoreboards: a weakness that no device of a group had since the program started, a
 * control for which none was assessed, and evidence that a weakness which devices have is or can be exploited. Not safe for
 * use by several threads.
 */
final class News {

    /** The first import of a large fleet is one event, not ten thousand. */
    private static final int MOST_PER_GROUP = 20;

    /** With more changed devices than this, how many of them have what is new is not counted. */
    private static final int MOST_COUNTED = 20_000;

    private static final Map<Kind, Predicate<Evidence>> EVIDENCE = new TreeMap<>(Map.of(
            Kind.PUBLIC_EXPLOIT, Evidence::publicExploit,
            Kind.EXPLOIT_VERIFIED, Evidence::exploitVerified,
            Kind.EXPLOIT_IN_KIT, Evidence::exploitInKit,
            Kind.KNOWN_EXPLOITED, Evidence::knownExploited));

    /** By the number of a group: the weaknesses that its devices have or had. */
    private final Map<Integer, BitSet> known = new HashMap<>();
    /** By the number of a group: the controls for which its devices are or were assessed. */
    private final Map<Integer, Set<String>> knownControls = new HashMap<>();

    /** What is there by now is no news. */
    void startFrom(Scoreboard board) {
        board.weaknessesByGroup().forEach((group, weaknesses) -> known(group).or(weaknesses));
        board.controlsByGroup()
                .forEach((group, controls) -> knownControls(group).addAll(controls));
    }

    /** What only some devices can tell: those in the slots that changed. */
    @SuppressWarnings("ReferenceEquality") // the same facts are the same object
    List<HistoryMark> between(Scoreboard before, Scoreboard after, int[] slots) {
        List<HistoryMark> news = new ArrayList<>();
        if (before.threats() != after.threats()) evidence(before.threats(), after, news);
        Map<Integer, Map<Integer, Integer>> found = slots.length > MOST_COUNTED ? found(after) : counted(after, slots);
        found.forEach((group, devices) -> {
            devices.keySet().forEach(known(group)::set);
            devices.entrySet().stream()
                    .map(entry -> mark(Kind.NEW_VULNERABILITY, after, entry.getKey(), group, entry.getValue()))
                    .sorted(Comparator.comparingInt((HistoryMark mark) -> urgency(after, mark))
                            .reversed()
                            .thenComparing(HistoryMark::subject))
                    .limit(MOST_PER_GROUP)
                    .forEach(news::add);
        });
        assessed(after, slots).forEach((group, controls) -> {
            knownControls(group).addAll(controls.keySet());
            controls.entrySet().stream()
                    .limit(MOST_PER_GROUP)
                    .forEach(control -> news.add(
                            new HistoryMark(Kind.CONFIGURATION_ASSESSED, control.getKey(), group, control.getValue())));
        });
        return news;
    }

    /** By group: the controls that are new to it, each with the number of its devices. */
    private Map<Integer, SortedMap<String, Integer>> assessed(Scoreboard after, int[] slots) {
        Map<Integer, SortedMap<String, Integer>> devices = new TreeMap<>();
        for (int slot : slots) {
            if (after.state(slot).filter(DeviceState.SCORED::equals).isEmpty()) continue;
            int group = after.fleet().groupOf(slot).id();
            for (Control control : after.fleet().device(slot).orElseThrow().controls()) {
                if (knownControls(group).contains(control.id())) continue;
                devices.computeIfAbsent(group, first -> new TreeMap<>()).merge(control.id(), 1, Integer::sum);
            }
        }
        return devices;
    }

    /** By group: the weaknesses that are new to it, each with the number of its devices. */
    private Map<Integer, Map<Integer, Integer>> counted(Scoreboard after, int[] slots) {
        Map<Integer, Map<Integer, Integer>> devices = new TreeMap<>();
        for (int slot : slots) {
            exposures(after, slot, (group, weakness) -> {
                if (!known(group).get(weakness)) count(devices, group, weakness);
            });
        }
        return devices;
    }

    /** The same without numbers, which would take longer than all the rest. */
    private Map<Integer, Map<Integer, Integer>> found(Scoreboard after) {
        Map<Integer, Map<Integer, Integer>> found = new TreeMap<>();
        after.weaknessesByGroup().forEach((group, weaknesses) -> {
            weaknesses.andNot(known(group));
            weaknesses.stream().forEach(weakness -> found.computeIfAbsent(group, first -> new TreeMap<>())
                    .put(weakness, 0));
        });
        return found;
    }

    private static void count(Map<Integer, Map<Integer, Integer>> counts, int outer, int inner) {
        counts.computeIfAbsent(outer, first -> new TreeMap<>()).merge(inner, 1, Integer::sum);
    }

    private static int urgency(Scoreboard board, HistoryMark mark) {
        return new Formula(board.parameters()).probabilityP5(board.facts(mark.subject()), false);
    }

    /** Which groups have devices with a weakness that is exploited, or can be, since the facts are others. */
    private static void evidence(Threats before, Scoreboard after, List<HistoryMark> news) {
        Map<Integer, List<Kind>> gained = gained(before, after.threats());
        if (gained.isEmpty()) return;
        Map<Integer, Map<Integer, Integer>> devices = new TreeMap<>();
        after.devicesWith(0, (weakness, path) -> gained.containsKey(weakness))
                .forEach(slot -> exposures(after, slot, (group, weakness) -> {
                    if (gained.containsKey(weakness)) count(devices, weakness, group);
                }));
        devices.forEach((weakness, byGroup) -> gained.getOrDefault(weakness, List.of())
                .forEach(kind ->
                        byGroup.forEach((group, count) -> news.add(mark(kind, after, weakness, group, count)))));
    }

    private static Map<Integer, List<Kind>> gained(Threats before, Threats after) {
        Map<Integer, List<Kind>> gained = new TreeMap<>();
        for (int weakness = 0; weakness < after.size(); weakness++) {
            var was = before.of(weakness);
            var is = after.of(weakness);
            if (is == null || is.evidence().bits() == 0 || Objects.equals(was, is)) continue;
            Evidence had = was == null ? Evidence.NONE : was.evidence();
            List<Kind> kinds = new ArrayList<>();
            EVIDENCE.forEach((kind, has) -> {
                if (has.test(is.evidence()) && !has.test(had)) kinds.add(kind);
            });
            if (!kinds.isEmpty()) gained.put(weakness, kinds);
        }
        return gained;
    }

    private static HistoryMark mark(Kind kind, Scoreboard board, int weakness, int group, int devices) {
        return new HistoryMark(kind, board.fleet().dictionary().weaknessName(weakness), group, devices);
    }

    private Set<String> knownControls(int group) {
        return knownControls.computeIfAbsent(group, first -> new HashSet<>());
    }

    private BitSet known(int group) {
        return known.computeIfAbsent(group, first -> new BitSet());
    }

    /** The weaknesses of the device in a slot, each once, if the device counts. */
    private static void exposures(Scoreboard board, int slot, Found found) {
        long[] exposures = board.exposures(slot);
        if (exposures.length == 0) return;
        int group = board.fleet().groupOf(slot).id();
        int last = -1;
        for (long exposure : exposures) {
            int weakness = (int) (exposure >> 32);
            if (weakness != last) found.weakness(group, weakness);
            last = weakness;
        }
    }

    private interface Found {
        void weakness(int group, int weakness);
    }
}

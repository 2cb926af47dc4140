package dev.lightmeter.core.fleet;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts the devices of the readable model into columns, as a store would. */
public final class FleetOf {

    private final Dictionary dictionary = new Dictionary();
    private final Threats threats;

    public FleetOf(Map<String, ThreatFacts> facts) {
        Threats.Builder builder = new Threats.Builder(dictionary);
        facts.values().forEach(builder::add);
        this.threats = builder.build(List.of());
    }

    public Threats threats() {
        return threats;
    }

    public Fleet fleet(List<Assessed> devices) {
        return Fleet.empty(dictionary, GroupRules.NONE, List.of())
                .with(
                        IntStream.range(0, devices.size())
                                .mapToObj(slot -> device(slot, devices.get(slot)))
                                .toList(),
                        groups(devices));
    }

    public FleetDevice device(int slot, Assessed assessed) {
        List<int[]> rows = new ArrayList<>();
        for (Finding finding : assessed.findings()) {
            rows.add(new int[] {dictionary.weakness(finding.weakness()), dictionary.path(finding.path())});
        }
        rows.sort(Comparator.<int[]>comparingInt(row -> row[0]).thenComparingInt(row -> row[1]));
        return new FleetDevice(
                slot,
                assessed.device(),
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray());
    }

    public static List<DeviceGroup> groups(List<Assessed> devices) {
        List<String> names = devices.stream()
                .map(assessed -> assessed.device().sourceGroup())
                .filter(name -> name != null)
                .distinct()
                .sorted()
                .toList();
        return IntStream.range(0, names.size())
                .mapToObj(i -> new DeviceGroup(i + 1, names.get(i)))
                .toList();
    }
}

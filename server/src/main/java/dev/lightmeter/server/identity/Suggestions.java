package dev.lightmeter.server.identity;

import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.IdentityFacts;
import dev.lightmeter.storage.IdentityFacts.Evidence;
import dev.lightmeter.storage.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Finds pairs of devices that may be one. Every fact of a device becomes a number of 64 bits, half of it a hash of the fact
 * and half the slot; sorted, equal facts lie side by side. That takes eight bytes a fact, and what a hash brings together by
 * chance is sorted out by comparing the facts themselves.
 */
final class Suggestions {

    private static final int AT_ONCE = 8_192;

    /** What more devices than this share is a default, not an identity. */
    private static final int MOST_ALIKE = 8;

    private final Store store;
    private final Fleet fleet;
    private long[] facts = new long[1024];
    private int size;

    /** @param fleet the devices that the caller sees */
    Suggestions(Store store, Fleet fleet) {
        this.store = store;
        this.fleet = fleet;
    }

    /** The pairs with the strongest evidence first. */
    List<Suggestion> best(int most) {
        int[] visible = IntStream.range(0, fleet.slots())
                .filter(slot -> fleet.device(slot).isPresent())
                .toArray();
        read(visible, (device, said) -> keys(said).forEach(key -> add(key.hashCode(), device.slot())));
        Arrays.sort(facts, 0, size);
        Set<Long> pairs = pairs();
        Map<Integer, DeviceRecord> concerned = new HashMap<>();
        Map<Integer, IdentityFacts> said = new HashMap<>();
        int[] slots = pairs.stream()
                .flatMapToInt(pair -> IntStream.of((int) (pair >>> 32), pair.intValue()))
                .sorted()
                .distinct()
                .toArray();
        read(slots, (device, told) -> {
            concerned.put(device.slot(), device);
            said.put(device.slot(), told);
        });
        List<Suggestion> found = new ArrayList<>();
        for (long pair : pairs) {
            int one = (int) (pair >>> 32);
            int other = (int) pair;
            IdentityFacts ofOne = said.get(one);
            IdentityFacts ofOther = said.get(other);
            DeviceRecord first = concerned.get(one);
            DeviceRecord second = concerned.get(other);
            if (ofOne == null || ofOther == null || first == null || second == null) continue;
            if (ofOne.isPerhaps(ofOther)) found.add(suggestion(first, second, ofOne.sharedWith(ofOther)));
        }
        return found.stream()
                .sorted(Comparator.comparingInt((Suggestion pair) -> -weight(pair.evidence()))
                        .thenComparingInt(pair -> pair.survivor().slot())
                        .thenComparingInt(pair -> pair.other().slot()))
                .limit(most)
                .toList();
    }

    private void read(int[] slots, BiConsumer<DeviceRecord, IdentityFacts> each) {
        for (int from = 0; from < slots.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(slots, from, Math.min(from + AT_ONCE, slots.length));
            for (DeviceRecord device : store.records(some)) {
                each.accept(device, IdentityFacts.of(device.name(), device.osPlatform(), device.details()));
            }
        }
    }

    /** What can make two devices a pair; addresses alone cannot. */
    private static List<String> keys(IdentityFacts said) {
        List<String> keys = new ArrayList<>();
        if (!said.cloudInstance().isEmpty()) keys.add("cloud " + said.cloudInstance());
        if (!said.directoryId().isEmpty()) keys.add("directory " + said.directoryId());
        if (!said.shortName().isEmpty()) keys.add("name " + said.shortName());
        if (!said.dnsName().isEmpty()) keys.add("dns " + said.dnsName());
        said.macAddresses().forEach(mac -> keys.add("mac " + mac));
        return keys;
    }

    private void add(int hash, int slot) {
        if (size == facts.length) facts = Arrays.copyOf(facts, size * 2);
        facts[size++] = (long) hash << 32 | slot;
    }

    /** Two slots in one number, the lower one in its upper half. */
    private Set<Long> pairs() {
        Set<Long> pairs = new HashSet<>();
        for (int from = 0, to; from < size; from = to) {
            to = from + 1;
            while (to < size && facts[to] >> 32 == facts[from] >> 32) to++;
            if (to - from > MOST_ALIKE) continue;
            for (int i = from; i < to; i++) {
                for (int j = i + 1; j < to; j++) {
                    int one = (int) facts[i];
                    int other = (int) facts[j];
                    if (one != other) pairs.add((long) one << 32 | other);
                }
            }
        }
        return pairs;
    }

    private static Suggestion suggestion(DeviceRecord one, DeviceRecord other, Set<Evidence> evidence) {
        boolean otherIsRicher = known(other) > known(one);
        return otherIsRicher ? new Suggestion(other, one, evidence) : new Suggestion(one, other, evidence);
    }

    /** How much is known of a device: details, and the qualified name above them all. */
    private static int known(DeviceRecord device) {
        int qualified = device.name().contains(".") ? 10 : 0;
        return device.details().known().size() + device.tags().size() + qualified;
    }

    private static int weight(Set<Evidence> evidence) {
        return evidence.stream().mapToInt(Evidence::weight).sum();
    }
}

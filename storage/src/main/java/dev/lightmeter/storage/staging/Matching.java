package dev.lightmeter.storage.staging;

import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.storage.IdentityFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which devices that a source names for the first time are devices that other sources told of, by the rules of
 * docs/decisions/0021: the strongest evidence first, each device at most once, and nothing where facts contradict. For one
 * report; a store tells which devices have one of the names asked for, more than those do no harm.
 */
public final class Matching {

    /** A name that more devices than this have is a default, not an identity. */
    private static final int MOST_ALIKE = 8;

    /** How far two sights may lie apart for an address to be the same machine's. */
    private static final long SAME_TIME = Duration.ofDays(1).toMillis() * 1000;

    private final List<Device<String>> strangers;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    /** @param strangers devices that the source names for the first time, by its own ids, in their order */
    public Matching(List<Device<String>> strangers) {
        this.strangers = List.copyOf(strangers);
    }

    /**
     * What is known of a device.
     *
     * @param key the source's own id of a stranger, or the slot of a device in the store
     * @param seenAt when it was last seen, in microseconds
     */
    public record Device<K>(K key, IdentityFacts facts, long seenAt) {}

    /** A device as a report names it; null if it tells nothing that others may know it by. */
    public static @Nullable Device<String> stranger(StagedDevice staged, long time, long now) {
        ReportedDevice said = staged.statement();
        if (said == null) return null;
        String name = said.name() == null ? "" : said.name();
        String os = said.osPlatform() == null ? "" : said.osPlatform();
        IdentityFacts facts = IdentityFacts.of(name, os, said.details());
        return new Device<>(staged.id(), facts, Seen.in(said, time, now).last());
    }

    /** Ids of machines in their clouds; devices with one of them, and with one of {@link #dnsNames}, are asked for first. */
    public Set<String> cloudInstances() {
        return said(strangers, IdentityFacts::cloudInstance);
    }

    public Set<String> dnsNames() {
        return said(strangers, IdentityFacts::dnsName);
    }

    /** References of container images; images with one of them are asked for first, too. */
    public Set<String> images() {
        return said(strangers, IdentityFacts::image);
    }

    /** Pairs what registries, the cloud, and then what the name service, knows by one name. */
    public void byUniqueName(Collection<Device<Integer>> known) {
        pair(known, IdentityFacts::image);
        pair(known, IdentityFacts::cloudInstance);
        pair(known, IdentityFacts::dnsName);
    }

    /** Short names of strangers that are still unknown; devices with one of them are asked for then. */
    public Set<String> shortNames() {
        return said(unknown(), IdentityFacts::shortName);
    }

    /** Pairs devices of one short name of which something else agrees, unless there is a choice. */
    public void byShortName(Collection<Device<Integer>> known) {
        Map<String, List<Device<String>>> unknown = byName(unknown());
        Map<String, List<Device<Integer>>> free = byName(
                known.stream().filter(device -> !taken.contains(device.key())).toList());
        unknown.forEach((name, ones) -> pairTheOnlyOnes(ones, free.getOrDefault(name, List.of())));
    }

    /** The slots of the strangers that are known, by the source's own ids. */
    public Map<String, Integer> slots() {
        return slots;
    }

    private void pair(Collection<Device<Integer>> known, Function<IdentityFacts, String> fact) {
        Map<String, List<Device<Integer>>> byFact = known.stream()
                .sorted(Comparator.comparing(Device::key))
                .filter(device -> !fact.apply(device.facts()).isEmpty())
                .collect(Collectors.groupingBy(device -> fact.apply(device.facts())));
        for (Device<String> stranger : unknown()) {
            for (Device<Integer> device : byFact.getOrDefault(fact.apply(stranger.facts()), List.of())) {
                if (taken.contains(device.key()) || stranger.facts().contradicts(device.facts())) continue;
                match(stranger, device);
                break;
            }
        }
    }

    /** Both sides have to leave no choice, so that the order in which two sources come does not matter. */
    private void pairTheOnlyOnes(List<Device<String>> ones, List<Device<Integer>> others) {
        if (ones.size() > MOST_ALIKE || others.size() > MOST_ALIKE) return;
        Map<Device<String>, Device<Integer>> pairs = new HashMap<>();
        Set<Object> ambiguous = new HashSet<>();
        Set<Object> paired = new HashSet<>();
        for (Device<String> one : ones) {
            for (Device<Integer> other : others) {
                boolean sameTime = Math.abs(one.seenAt() - other.seenAt()) <= SAME_TIME;
                if (!one.facts().agreesBesideItsName(other.facts(), sameTime)) continue;
                pairs.put(one, other);
                if (!paired.add(one)) ambiguous.add(one);
                if (!paired.add(other)) ambiguous.add(other);
            }
        }
        pairs.forEach((one, other) -> {
            if (!ambiguous.contains(one) && !ambiguous.contains(other)) match(one, other);
        });
    }

    private void match(Device<String> stranger, Device<Integer> device) {
        slots.put(stranger.key(), device.key());
        taken.add(device.key());
    }

    private List<Device<String>> unknown() {
        return strangers.stream()
                .filter(stranger -> !slots.containsKey(stranger.key()))
                .toList();
    }

    private static Set<String> said(List<Device<String>> devices, Function<IdentityFacts, String> fact) {
        return devices.stream()
                .map(device -> fact.apply(device.facts()))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Only devices of which more than the name is known: without that a short name proves nothing. */
    private static <K> Map<String, List<Device<K>>> byName(List<Device<K>> devices) {
        Map<String, List<Device<K>>> byName = new HashMap<>();
        for (Device<K> device : devices) {
            if (device.facts().shortName().isEmpty() || !device.facts().tellsMoreThanNames()) continue;
            byName.computeIfAbsent(device.facts().shortName(), _ -> new ArrayList<>())
                    .add(device);
        }
        return byName;
    }
}

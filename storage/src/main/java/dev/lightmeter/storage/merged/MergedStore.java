package dev.lightmeter.storage.merged;

import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.DeviceDecision;
import dev.lightmeter.storage.DeviceMerge;
import dev.lightmeter.storage.DeviceMerges;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.FindingPeriod;
import dev.lightmeter.storage.FindingVisitor;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.Journal;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.Outbox;
import dev.lightmeter.storage.RemediationQuestion;
import dev.lightmeter.storage.RemediationTasks;
import dev.lightmeter.storage.RemediationTime;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.RiskExceptions;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.VexDocuments;
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * A store that tells devices that the operator declared to be one as one device, under the id of the one that survives. A
 * report is kept as it would be without the merge, so splitting gives each device back all that was ever said of it, and no
 * bit else.
 */
public final class MergedStore implements Store {

    private final Store store;
    private volatile Clusters clusters;

    /** @param store told as it is wherever nothing was merged; closed with this one */
    public MergedStore(Store store) {
        this.store = store;
        this.clusters = new Clusters(store.merges().all());
    }

    /**
     * Declares devices to be one.
     *
     * @param into the slot of the one that survives
     * @param others slots of the others; those merged into them come along
     * @return the slots of the devices that are told differently now, ascending
     * @throws IllegalArgumentException if one of them does not exist or is told under another one; then nothing is merged
     */
    public synchronized int[] merge(int into, Set<Integer> others, Instant at) {
        Set<Integer> concerned = new TreeSet<>(others);
        if (others.isEmpty()) throw new IllegalArgumentException("no device to merge into the device " + into);
        if (!concerned.add(into)) throw new IllegalArgumentException("the device " + into + " is to go into itself");
        int[] slots = concerned.stream().mapToInt(Integer::intValue).toArray();
        if (store.records(slots).size() < slots.length) {
            throw new IllegalArgumentException("one of the devices " + concerned + " does not exist");
        }
        for (int slot : slots) {
            if (clusters.isMerged(slot)) {
                throw new IllegalArgumentException(
                        "the device " + slot + " is merged into the device " + clusters.survivorOf(slot));
            }
        }
        store.merges()
                .add(others.stream()
                        .map(slot -> new DeviceMerge(slot, into, at))
                        .toList());
        clusters = new Clusters(store.merges().all());
        return slots;
    }

    /**
     * Takes the merges of some devices back: they are told on their own, with what was merged into them before.
     *
     * @return the slots of the devices that are told differently now, ascending
     * @throws IllegalArgumentException if one of them is not merged; then nothing is split
     */
    public synchronized int[] split(Set<Integer> slots) {
        Set<Integer> concerned = new TreeSet<>(slots);
        for (int slot : slots) {
            if (!clusters.isMerged(slot)) {
                throw new IllegalArgumentException("the device " + slot + " is not merged into another one");
            }
            concerned.add(clusters.survivorOf(slot));
        }
        store.merges().remove(slots);
        clusters = new Clusters(store.merges().all());
        return concerned.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The slot under which a device is told: mostly its own. */
    public int survivorOf(int slot) {
        return clusters.survivorOf(slot);
    }

    /** What sources say of the devices in these slots, each on its own, whatever was merged. */
    public List<DeviceRecord> unmergedRecords(int[] slots) {
        return store.records(slots);
    }

    @Override
    public DeviceMerges merges() {
        return store.merges();
    }

    @Override
    public ReportTransaction beginReport(ReportHeader header) {
        return new MergedReport(store.beginReport(header), () -> clusters);
    }

    @Override
    public void forEachDevice(Consumer<FleetDevice> consumer) {
        Clusters now = clusters;
        if (now.isEmpty()) {
            store.forEachDevice(consumer);
            return;
        }
        InPlace places = places(now, now.survivors(0, Integer.MAX_VALUE), consumer);
        store.forEachDevice(device -> {
            if (places.reaches(device.slot())) consumer.accept(device);
        });
        places.finish();
    }

    @Override
    public void forEachDevice(int[] slots, Consumer<FleetDevice> consumer) {
        Clusters now = clusters;
        int[] survivors = told(now, slots, true);
        InPlace places = places(now, survivors, consumer);
        store.forEachDevice(told(now, slots, false), device -> {
            if (places.reaches(device.slot())) consumer.accept(device);
        });
        places.finish();
    }

    @Override
    public void forEachDeviceAt(Moment moment, int[] slots, Consumer<FleetDevice> consumer) {
        Clusters now = clusters;
        InPlace places = places(
                now,
                told(now, slots, true),
                consumer,
                (members, read) -> store.forEachDeviceAt(moment, members, device -> read.put(device.slot(), device)));
        store.forEachDeviceAt(moment, told(now, slots, false), device -> {
            if (places.reaches(device.slot())) consumer.accept(device);
        });
        places.finish();
    }

    @Override
    public List<RemediationTime> remediationTimes(RemediationQuestion question) {
        Clusters now = clusters;
        return store.remediationTimes(now.isEmpty() ? question : question.told(now::survivorOf));
    }

    private InPlace places(Clusters now, int[] survivors, Consumer<FleetDevice> consumer) {
        return places(
                now,
                survivors,
                consumer,
                (slots, read) -> store.forEachDevice(slots, device -> read.put(device.slot(), device)));
    }

    private static InPlace places(
            Clusters now,
            int[] survivors,
            Consumer<FleetDevice> consumer,
            BiConsumer<int[], Map<Integer, FleetDevice>> reader) {
        Ahead<FleetDevice> ahead = new Ahead<>(now, survivors, reader, Union::ofDevices);
        return new InPlace(now, survivors, survivor -> ahead.of(survivor).ifPresent(consumer));
    }

    @Override
    public void forEachRecord(int fromSlot, Filter<DeviceRecord> where, Predicate<DeviceRecord> more) {
        Clusters now = clusters;
        int[] survivors = now.survivors(Math.max(fromSlot, 0), Integer.MAX_VALUE);
        Ahead<DeviceRecord> ahead = records(now, survivors);
        boolean[] goesOn = {true};
        InPlace places = new InPlace(now, survivors, survivor -> {
            if (!goesOn[0]) return;
            ahead.of(survivor).filter(where::test).ifPresent(device -> goesOn[0] = more.test(device));
        });
        store.forEachRecord(fromSlot, where, device -> {
            boolean isOwn = places.reaches(device.slot());
            if (goesOn[0] && isOwn) goesOn[0] = more.test(device);
            return goesOn[0];
        });
        if (goesOn[0]) places.finish();
    }

    @Override
    public List<DeviceRecord> records(int[] slots) {
        Clusters now = clusters;
        int[] survivors = told(now, slots, true);
        Ahead<DeviceRecord> ahead = records(now, survivors);
        List<DeviceRecord> records = new ArrayList<>();
        InPlace places =
                new InPlace(now, survivors, survivor -> ahead.of(survivor).ifPresent(records::add));
        for (DeviceRecord device : store.records(told(now, slots, false))) {
            if (places.reaches(device.slot())) records.add(device);
        }
        places.finish();
        return records;
    }

    private Ahead<DeviceRecord> records(Clusters now, int[] survivors) {
        return new Ahead<>(
                now,
                survivors,
                (slots, read) -> store.records(slots).forEach(device -> read.put(device.slot(), device)),
                Union::ofRecords);
    }

    /** Of some slots those of survivors, or those of devices that are told as they are; ascending. */
    private static int[] told(Clusters now, int[] slots, boolean survivors) {
        return Arrays.stream(slots)
                .filter(slot -> !now.isMerged(slot) && now.isConcerned(slot) == survivors)
                .sorted()
                .distinct()
                .toArray();
    }

    @Override
    public List<FindingPeriod> findings(int slot) {
        Clusters now = clusters;
        if (!now.isConcerned(slot)) return store.findings(slot);
        return now.isMerged(slot) ? List.of() : new MergedRows(store, now).findings(slot);
    }

    @Override
    public void forEachOpenFinding(int fromSlot, int toSlot, FindingVisitor visitor) {
        Clusters now = clusters;
        MergedRows rows = new MergedRows(store, now);
        InPlace places = between(now, fromSlot, toSlot, survivor -> rows.openFindings(survivor, visitor));
        store.forEachOpenFinding(fromSlot, toSlot, (slot, weakness, path, firstSeen, lastSeen, recordedAt) -> {
            if (places.reaches(slot)) visitor.visit(slot, weakness, path, firstSeen, lastSeen, recordedAt);
        });
        places.finish();
    }

    @Override
    public void forEachChange(Instant from, Instant to, int fromSlot, int toSlot, Consumer<FindingChange> consumer) {
        Clusters now = clusters;
        MergedRows rows = new MergedRows(store, now);
        InPlace places = between(now, fromSlot, toSlot, survivor -> rows.changes(survivor, from, to, consumer));
        store.forEachChange(from, to, fromSlot, toSlot, change -> {
            if (places.reaches(change.slot())) consumer.accept(change);
        });
        places.finish();
    }

    @Override
    public void forEachSoftware(int fromSlot, int toSlot, Consumer<InstalledSoftware> consumer) {
        Clusters now = clusters;
        MergedRows rows = new MergedRows(store, now);
        InPlace places = between(now, fromSlot, toSlot, survivor -> rows.software(survivor, consumer));
        store.forEachSoftware(fromSlot, toSlot, piece -> {
            if (places.reaches(piece.slot())) consumer.accept(piece);
        });
        places.finish();
    }

    @Override
    public void forEachControlResult(int fromSlot, int toSlot, Consumer<ControlResult> consumer) {
        Clusters now = clusters;
        MergedRows rows = new MergedRows(store, now);
        InPlace places = between(now, fromSlot, toSlot, survivor -> rows.controlResults(survivor, consumer));
        store.forEachControlResult(fromSlot, toSlot, result -> {
            if (places.reaches(result.slot())) consumer.accept(result);
        });
        places.finish();
    }

    private static InPlace between(Clusters now, int fromSlot, int toSlot, IntConsumer tell) {
        return new InPlace(now, now.survivors(Math.max(fromSlot, 0), toSlot), tell);
    }

    // What follows is about no device or means each device on its own.

    @Override
    public Dictionary dictionary() {
        return store.dictionary();
    }

    @Override
    public FeedTransaction beginFeed(Feed feed) {
        return store.beginFeed(feed);
    }

    @Override
    public int[] decide(List<DeviceDecision> decisions) {
        return clusters.survivorsOf(store.decide(decisions));
    }

    @Override
    public SortedMap<Integer, Instant> changedRatings(Instant from, Instant to) {
        return store.changedRatings(from, to);
    }

    @Override
    public List<ControlDescription> controlDescriptions() {
        return store.controlDescriptions();
    }

    @Override
    public Fixes fixes() {
        return store.fixes();
    }

    @Override
    public Aliases aliases() {
        return store.aliases();
    }

    @Override
    public List<WeaknessText> texts(int[] weaknesses) {
        return store.texts(weaknesses);
    }

    @Override
    public int[] published() {
        return store.published();
    }

    @Override
    public Threats threats() {
        return store.threats();
    }

    @Override
    public Threats threats(int[] weaknesses) {
        return store.threats(weaknesses);
    }

    @Override
    public List<DeviceGroup> groups() {
        return store.groups();
    }

    @Override
    public List<DeviceGroup> ensureGroups(List<String> names) {
        return store.ensureGroups(names);
    }

    @Override
    public GroupArrangement arrangement() {
        return store.arrangement();
    }

    @Override
    public void arrange(GroupArrangement arrangement) {
        store.arrange(arrangement);
    }

    @Override
    public void renameGroup(int id, String name) {
        store.renameGroup(id, name);
    }

    @Override
    public List<FeedState> feeds() {
        return store.feeds();
    }

    @Override
    public Journal journal() {
        return store.journal();
    }

    @Override
    public RemediationTasks remediationTasks() {
        return store.remediationTasks();
    }

    @Override
    public RiskExceptions exceptions() {
        return store.exceptions();
    }

    @Override
    public History history() {
        return store.history();
    }

    @Override
    public Outbox outbox() {
        return store.outbox();
    }

    @Override
    public VexDocuments vex() {
        return store.vex();
    }

    @Override
    public void close() {
        store.close();
    }
}

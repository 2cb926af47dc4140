package dev.lightmeter.storage.memory;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.DeviceDecision;
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
import dev.lightmeter.storage.staging.Decided;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Rating;
import dev.lightmeter.storage.staging.Texts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A store without a disk. Nothing survives {@link #close()}. */
public final class InMemoryStore implements Store {

    final Dictionary dictionary = new Dictionary();

    /** Everything below is guarded by {@code this}; a commit is short, so that a reader hardly waits. */
    final List<MemoryDevice> devices = new ArrayList<>();

    final Map<String, MemorySource> sources = new TreeMap<>();
    final Map<Feed, Map<Integer, ThreatFacts>> feedFacts = new EnumMap<>(Feed.class);
    final Map<Feed, FeedEdition> editions = new EnumMap<>(Feed.class);
    List<DeviceGroup> groups = List.of(DeviceGroup.UNASSIGNED);
    final MemoryKnowledge knowledge = new MemoryKnowledge();
    long reports;
    private GroupArrangement arrangement = GroupArrangement.NONE;
    private final NavigableMap<Instant, SortedSet<Integer>> changedRatings = new TreeMap<>();

    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryMerges merges = new MemoryMerges();
    private final MemoryRemediationTasks remediationTasks = new MemoryRemediationTasks();
    private final MemoryHistory history = new MemoryHistory();
    private final MemoryRiskExceptions exceptions = new MemoryRiskExceptions();
    private final MemoryVexDocuments vex = new MemoryVexDocuments();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Clock clock;
    private final Semaphore oneTransaction = new Semaphore(1);

    public InMemoryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Dictionary dictionary() {
        return dictionary;
    }

    @Override
    public ReportTransaction beginReport(ReportHeader header) {
        oneTransaction.acquireUninterruptibly();
        return new MemoryReport(this, header, clock, oneTransaction::release);
    }

    @Override
    public FeedTransaction beginFeed(Feed feed) {
        oneTransaction.acquireUninterruptibly();
        return new MemoryFeed(this, feed, clock, oneTransaction::release);
    }

    @Override
    public void forEachDevice(Consumer<FleetDevice> consumer) {
        List<FleetDevice> fleet;
        synchronized (this) {
            fleet = inFleet(devices);
        }
        fleet.forEach(consumer);
    }

    @Override
    public void forEachDevice(int[] slots, Consumer<FleetDevice> consumer) {
        List<FleetDevice> fleet;
        synchronized (this) {
            fleet = inFleet(in(slots));
        }
        fleet.forEach(consumer);
    }

    @Override
    public void forEachDeviceAt(Moment moment, int[] slots, Consumer<FleetDevice> consumer) {
        List<FleetDevice> fleet;
        synchronized (this) {
            fleet = in(slots).stream()
                    .filter(device -> !device.described().firstSeen().isAfter(moment.at()))
                    .map(device -> device.inFleet(sources, groupNames(), MemoryPeriods.openAt(device, moment)))
                    .toList();
        }
        fleet.forEach(consumer);
    }

    @Override
    public synchronized List<RemediationTime> remediationTimes(RemediationQuestion question) {
        return new MemoryRemediations(question, dictionary).of(devices);
    }

    @Override
    public void forEachRecord(int fromSlot, Filter<DeviceRecord> where, Predicate<DeviceRecord> more) {
        List<DeviceRecord> records;
        synchronized (this) {
            records = devices.stream()
                    .skip(Math.max(fromSlot, 0))
                    .map(MemoryDevice::described)
                    .filter(where::test)
                    .toList();
        }
        for (DeviceRecord device : records) {
            if (!more.test(device)) return;
        }
    }

    @Override
    public synchronized List<DeviceRecord> records(int[] slots) {
        return in(slots).stream().map(MemoryDevice::described).toList();
    }

    @Override
    public int[] decide(List<DeviceDecision> decisions) {
        oneTransaction.acquireUninterruptibly();
        try {
            synchronized (this) {
                SortedMap<Integer, Decided> changed =
                        Decided.changed(decisions, slot -> devices.get(slot).decided, devices.size());
                changed.forEach((slot, decided) -> devices.get(slot).decided = decided);
                return changed.keySet().stream().mapToInt(Integer::intValue).toArray();
            }
        } finally {
            oneTransaction.release();
        }
    }

    @Override
    public synchronized List<FindingPeriod> findings(int slot) {
        return slot >= 0 && slot < devices.size() ? devices.get(slot).findings() : List.of();
    }

    @Override
    public synchronized void forEachOpenFinding(int fromSlot, int toSlot, FindingVisitor visitor) {
        between(fromSlot, toSlot).forEach(device -> MemoryFindings.forEachOpen(device, visitor));
    }

    @Override
    public synchronized void forEachChange(
            Instant from, Instant to, int fromSlot, int toSlot, Consumer<FindingChange> consumer) {
        for (MemoryDevice device :
                devices.subList(Math.min(fromSlot, devices.size()), Math.min(toSlot, devices.size()))) {
            MemoryFindings.forEachChange(device, Micros.of(from), Micros.of(to), consumer);
        }
    }

    @Override
    public synchronized SortedMap<Integer, Instant> changedRatings(Instant from, Instant to) {
        SortedMap<Integer, Instant> changed = new TreeMap<>();
        changedRatings
                .subMap(from, to)
                .forEach((at, weaknesses) -> weaknesses.forEach(weakness -> changed.put(weakness, at)));
        return changed;
    }

    @Override
    public synchronized void forEachSoftware(int fromSlot, int toSlot, Consumer<InstalledSoftware> consumer) {
        for (MemoryDevice device : between(fromSlot, toSlot)) {
            device.software().values().forEach(consumer);
        }
    }

    @Override
    public synchronized void forEachControlResult(int fromSlot, int toSlot, Consumer<ControlResult> consumer) {
        for (MemoryDevice device : between(fromSlot, toSlot)) {
            device.controlResults().forEach(consumer);
        }
    }

    @Override
    public synchronized List<ControlDescription> controlDescriptions() {
        return knowledge.controls();
    }

    @Override
    public synchronized Fixes fixes() {
        return knowledge.fixes();
    }

    @Override
    public synchronized Aliases aliases() {
        return knowledge.aliases();
    }

    @Override
    public synchronized List<WeaknessText> texts(int[] weaknesses) {
        return knowledge.texts(Arrays.stream(weaknesses).sorted().distinct().toArray());
    }

    @Override
    public synchronized int[] published() {
        SortedSet<Integer> published = new TreeSet<>();
        for (Feed feed : Texts.RANKED) {
            published.addAll(feedFacts.getOrDefault(feed, Map.of()).keySet());
            published.addAll(knowledge.texts.getOrDefault(feed, Map.of()).keySet());
        }
        return published.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The ratings of all weaknesses of which anybody said anything. */
    Map<Integer, Rating> ratings() {
        Threats threats = threats();
        Map<Integer, Rating> ratings = new HashMap<>();
        for (int weakness = 0; weakness < threats.size(); weakness++) {
            ThreatFacts facts = threats.of(weakness);
            if (facts != null) ratings.put(weakness, Rating.of(facts));
        }
        return ratings;
    }

    /** Remembers which ratings are other ones than before. */
    void rated(Map<Integer, Rating> before, long now) {
        changedRatings
                .computeIfAbsent(Micros.instant(now), at -> new TreeSet<>())
                .addAll(Rating.changed(before, ratings()));
    }

    private List<MemoryDevice> between(int fromSlot, int toSlot) {
        int from = Math.max(fromSlot, 0);
        int to = Math.min(toSlot, devices.size());
        return from < to ? devices.subList(from, to) : List.of();
    }

    @Override
    public synchronized Threats threats() {
        Threats.Builder threats = new Threats.Builder(dictionary);
        for (Feed feed : Feed.values()) feedFacts.getOrDefault(feed, Map.of()).forEach(threats::add);
        Map<Integer, ThreatFacts> said = new HashMap<>();
        for (MemorySource source : sources.values()) {
            source.facts.forEach((weakness, facts) -> said.merge(weakness, facts.facts(), ThreatFacts::worst));
        }
        said.forEach(threats::add);
        return threats.build(List.copyOf(editions.values()));
    }

    @Override
    public Threats threats(int[] weaknesses) {
        return threats();
    }

    @Override
    public synchronized List<DeviceGroup> groups() {
        return groups;
    }

    @Override
    public List<DeviceGroup> ensureGroups(List<String> names) {
        writing(() -> addGroups(names));
        return groups();
    }

    @Override
    public synchronized GroupArrangement arrangement() {
        return arrangement;
    }

    @Override
    public void arrange(GroupArrangement next) {
        writing(() -> {
            addGroups(next.groups());
            arrangement = next;
        });
    }

    @Override
    public void renameGroup(int id, String name) {
        writing(() -> {
            GroupNumbers numbers = new GroupNumbers(groups);
            Map<Integer, String> before = groupNames();
            DeviceGroup renamed = numbers.renamed(id, name);
            arrangement = arrangement.renamed(before.getOrDefault(id, ""), renamed.name());
            groups = numbers.all();
        });
    }

    @Override
    public synchronized List<FeedState> feeds() {
        return editions.values().stream()
                .map(edition -> new FeedState(
                        edition,
                        feedFacts.getOrDefault(edition.feed(), Map.of()).size()))
                .toList();
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public DeviceMerges merges() {
        return merges;
    }

    @Override
    public RemediationTasks remediationTasks() {
        return remediationTasks;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public RiskExceptions exceptions() {
        return exceptions;
    }

    @Override
    public VexDocuments vex() {
        return vex;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public void close() {}

    private void addGroups(Collection<String> names) {
        GroupNumbers numbers = new GroupNumbers(groups);
        names.forEach(numbers::add);
        groups = numbers.all();
    }

    private void writing(Runnable change) {
        oneTransaction.acquireUninterruptibly();
        try {
            synchronized (this) {
                change.run();
            }
        } finally {
            oneTransaction.release();
        }
    }

    private List<MemoryDevice> in(int[] slots) {
        return Arrays.stream(slots)
                .sorted()
                .distinct()
                .filter(slot -> slot >= 0 && slot < devices.size())
                .mapToObj(devices::get)
                .toList();
    }

    private Map<Integer, String> groupNames() {
        Map<Integer, String> names = new HashMap<>();
        groups.forEach(group -> names.put(group.id(), group.name()));
        return names;
    }

    private List<FleetDevice> inFleet(List<MemoryDevice> chosen) {
        Map<Integer, String> names = groupNames();
        return chosen.stream().map(device -> device.inFleet(sources, names)).toList();
    }
}

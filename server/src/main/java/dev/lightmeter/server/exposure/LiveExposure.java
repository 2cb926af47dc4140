package dev.lightmeter.server.exposure;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ScoreBasis;
import dev.lightmeter.storage.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fleet in memory and its newest scoreboard. The store is the truth: after a commit the touched devices are read back
 * from it, scored, and published by one reference swap. Readers take {@link #current} and never wait.
 *
 * <p>Changes that arrive while a scoreboard is being made are collected and go into the next one together.
 */
public final class LiveExposure {

    private static final Logger LOG = LoggerFactory.getLogger(LiveExposure.class);

    /** From this share of the fleet on, reading everything back is quicker than reading slot by slot. */
    private static final int MANY = 4;

    /** So many changed devices are told by name. */
    private static final int MOST_NAMED = 3;

    private final Store store;
    private final Set<DeviceKind> leftOut;
    private final Parameters parameters;
    private final Scorer scorer;
    private final Clock clock;

    /** Held by whoever makes the next scoreboard. */
    private final ReentrantLock making = new ReentrantLock();
    /** Guarded by {@link #making}. */
    private GroupRules rules;
    /** What the next scoreboard must take in. Guarded by itself. */
    private final Changes changes = new Changes();

    private volatile Scoreboard current;
    private volatile Fixes fixes;

    /** Guarded by {@link #making}. */
    private Recorder recorder = Recorder.NONE;

    /** Guarded by {@link #making}. */
    private BiConsumer<Scoreboard, int[]> follower = (board, slots) -> {};

    private LiveExposure(Store store, GroupRules rules, Parameters parameters, Set<DeviceKind> leftOut, Clock clock) {
        this.store = store;
        this.leftOut = leftOut;
        this.rules = rules;
        this.parameters = parameters;
        this.scorer = new Scorer(parameters);
        this.clock = clock;
        nameGroups();
        this.fixes = store.fixes();
        Instant now = clock.instant();
        this.current = scorer.score(everything(decisions(now)), store.threats(), now);
    }

    /** Reads the whole store and makes the first scoreboard. */
    public static LiveExposure of(Store store, GroupRules rules, Parameters parameters, Clock clock) {
        return of(store, rules, parameters, Set.of(), clock);
    }

    /**
     * The same, with devices of some kinds in no sum.
     *
     * @param leftOut these kinds, docs/scoring.md section 6.1
     */
    public static LiveExposure of(
            Store store, GroupRules rules, Parameters parameters, Set<DeviceKind> leftOut, Clock clock) {
        return new LiveExposure(store, rules, parameters, Set.copyOf(leftOut), clock);
    }

    /** The newest scoreboard. */
    public Scoreboard current() {
        return current;
    }

    /**
     * Has somebody told of every scoreboard in which devices have changed, and of their slots, before those who wait for it
     * go on.
     */
    public void tell(BiConsumer<Scoreboard, int[]> next) {
        making.lock();
        try {
            follower = next;
        } finally {
            making.unlock();
        }
    }

    /** Has every scoreboard from this one on recorded, before those who wait for it go on. */
    public void recordWith(Recorder next) {
        making.lock();
        try {
            recorder = next;
            recorder.started(current, leftOut, this::madeBy);
        } finally {
            making.unlock();
        }
    }

    /** The scoreboard of now if scores were made in another way. */
    private Optional<Scoreboard> madeBy(ScoreBasis basis) {
        return Parameters.ofVersion(basis.parameters())
                .map(other -> new LiveExposure(store, basis.rules(), other, basis.leftOut(), clock).current());
    }

    /** What removes which weakness from which software, not older than {@link #current}. */
    public Fixes fixes() {
        return fixes;
    }

    /** Takes in a committed report, which stands on the line of scores under a mark. When this returns, {@link #current} shows it. */
    public void take(ReportReceipt receipt, HistoryMark mark) {
        synchronized (changes) {
            changes.marks.add(mark);
            for (int slot : receipt.touchedSlots()) changes.slots.set(slot);
            changes.threats |= receipt.threatsChanged();
            changes.fixes |= receipt.fixesChanged();
            changes.decisions |= receipt.aliasesChanged();
        }
        makeNext();
    }

    /** Takes in what else was committed about devices, by their slots. When this returns, {@link #current} shows it. */
    public void takeDevices(int[] slots) {
        HistoryMark mark = HistoryMark.of(HistoryMark.Kind.DEVICES_CHANGED, named(slots));
        synchronized (changes) {
            changes.marks.add(mark);
            for (int slot : slots) changes.slots.set(slot);
        }
        makeNext();
    }

    /** Takes in a committed edition of a feed. When this returns, {@link #current} shows it. */
    public void takeFeed(HistoryMark mark) {
        synchronized (changes) {
            changes.marks.add(mark);
            changes.threats = true;
        }
        makeNext();
    }

    /**
     * Takes in what was decided about findings: exceptions, statements. When this returns, {@link #current} shows it.
     *
     * @param what what was decided, for the line of scores
     */
    public void takeDecisions(String what) {
        synchronized (changes) {
            changes.decisions = true;
            changes.marks.add(HistoryMark.of(HistoryMark.Kind.DECISIONS_CHANGED, what));
        }
        makeNext();
    }

    /** The newest scoreboard as it would be if other exceptions held. Nothing changes. */
    public Scoreboard ifDecided(UnaryOperator<List<RiskException>> exceptions) {
        Scoreboard now = current;
        List<RiskException> others = exceptions.apply(store.exceptions().all());
        Decisions decisions = Decisions.of(others, store.vex().all(), store.aliases(), parameters, day(now.asOf()));
        return scorer.score(now.fleet().ifDecided(decisions), now.threats(), now.asOf());
    }

    /** Makes a new scoreboard if the UTC day has changed since the last one: devices go stale, exceptions expire. */
    public void takeDay() {
        synchronized (changes) {
            if (day(clock.instant()).equals(day(current.asOf()))) return;
            changes.day = true;
            changes.marks.add(HistoryMark.of(HistoryMark.Kind.DAY, ""));
        }
        makeNext();
    }

    /**
     * Puts the devices into groups by other rules. When this returns, {@link #current} shows it.
     *
     * @param newest asked when it is this change's turn, so that of two changes the later one stays
     */
    public void regroup(Supplier<GroupRules> newest) {
        making.lock();
        try {
            GroupRules next = newest.get();
            rules = next;
            nameGroups();
            Instant now = clock.instant();
            Decisions decisions = decisions(now);
            // without rules a device goes where its source says, which the store may know by a newer name
            boolean readAgain = next.ranked().isEmpty()
                    || !decisions.differencesFrom(current.fleet().decisions()).isEmpty();
            Fleet fleet = readAgain ? everything(decisions) : current.fleet().regrouped(next, groups());
            Scoreboard before = current;
            current = scorer.score(fleet, before.threats(), now);
            recorder.moved(before, current, List.of(HistoryMark.of(HistoryMark.Kind.GROUPS_CHANGED, "")));
        } finally {
            making.unlock();
        }
    }

    private void makeNext() {
        making.lock();
        try {
            Changes taken;
            synchronized (changes) {
                if (changes.isEmpty()) return; // whoever held the lock before has taken them in
                taken = changes.take();
            }
            long start = System.nanoTime();
            try {
                if (taken.fixes) fixes = store.fixes();
                Instant now = clock.instant();
                boolean nextDay = !day(now).equals(day(current.asOf()));
                Fleet fleet = current.fleet();
                if (taken.decisions || nextDay) {
                    Decisions decided = decisions(now);
                    taken.slots.or(fleet.concernedBy(decided.differencesFrom(fleet.decisions())));
                    fleet = fleet.under(decided);
                }
                int[] slots = taken.slots.stream().toArray();
                Scoreboard before = current;
                current = next(fleet, slots, taken.threats, taken.threats || nextDay, now);
                recorder.moved(before, current, slots, taken.marks);
                if (slots.length > 0) follower.accept(current, slots);
            } catch (RuntimeException | Error e) {
                synchronized (changes) {
                    changes.add(taken); // they are in the store, so the scoreboard after this one has to show them
                }
                throw e;
            }
            LOG.debug(
                    "event=scoreboard devices={} full={} millis={}",
                    taken.slots.cardinality(),
                    taken.threats || taken.day,
                    (System.nanoTime() - start) / 1_000_000);
        } finally {
            making.unlock();
        }
    }

    /** @param from the fleet in which some devices have to be read again */
    private Scoreboard next(Fleet from, int[] slots, boolean threatsChanged, boolean scoreEverything, Instant now) {
        Scoreboard before = current;
        boolean many = slots.length > 1000 && slots.length > from.slots() / MANY;
        Fleet fleet = many ? everything(from.decisions()) : slots.length == 0 ? from : with(from, slots);
        if (many || scoreEverything) {
            Threats threats = threatsChanged ? store.threats() : before.threats();
            return scorer.score(fleet, threats, now);
        }
        return scorer.update(before, fleet, slots, now);
    }

    /** {@code web-01, web-02, web-03 and 4 more}. */
    private String named(int[] slots) {
        Fleet fleet = current.fleet();
        List<String> names = Arrays.stream(slots)
                .filter(slot -> slot < fleet.slots())
                .mapToObj(fleet::device)
                .flatMap(Optional::stream)
                .map(Device::name)
                .limit(MOST_NAMED + 1L)
                .toList();
        if (names.size() <= MOST_NAMED) return String.join(", ", names);
        return String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (slots.length - MOST_NAMED) + " more";
    }

    /** What holds on the day of a moment, as the store knows it. */
    private Decisions decisions(Instant now) {
        return Decisions.of(store.exceptions().all(), store.vex().all(), store.aliases(), parameters, day(now));
    }

    private Fleet with(Fleet fleet, int[] slots) {
        List<FleetDevice> changed = new ArrayList<>(slots.length);
        BitSet gone = new BitSet();
        for (int slot : slots) gone.set(slot);
        store.forEachDevice(slots, device -> {
            changed.add(counted(device));
            gone.clear(device.slot());
        });
        Fleet next = fleet.with(changed, groups());
        return gone.isEmpty() ? next : next.without(gone);
    }

    /** A report that is committed between the two questions may have put devices into groups which are new since. */
    private Fleet everything(Decisions decisions) {
        List<DeviceGroup> groups = groups();
        Set<String> known = groups.stream().map(DeviceGroup::name).collect(Collectors.toSet());
        Fleet.Builder builder =
                Fleet.empty(store.dictionary(), rules, groups).under(decisions).builder(List.of());
        List<FleetDevice> inNewGroups = new ArrayList<>();
        store.forEachDevice(told -> {
            FleetDevice device = counted(told);
            boolean inNewGroup = rules.ranked().isEmpty() && !known.contains(rules.groupOf(device.device()));
            if (inNewGroup) inNewGroups.add(device);
            else builder.put(device);
        });
        Fleet fleet = builder.build();
        return inNewGroups.isEmpty() ? fleet : fleet.with(inNewGroups, groups());
    }

    private FleetDevice counted(FleetDevice told) {
        if (!leftOut.contains(told.device().kind())) return told;
        return new FleetDevice(told.slot(), told.device().leftOut(), told.weaknesses(), told.paths());
    }

    private void nameGroups() {
        if (rules.ranked().isEmpty()) return;
        store.ensureGroups(
                rules.ranked().stream().map(GroupRules.RankedGroup::name).toList());
    }

    /** With rules, only their groups; without, those that the sources name. */
    private List<DeviceGroup> groups() {
        if (rules.ranked().isEmpty()) return store.groups();
        List<String> names =
                rules.ranked().stream().map(GroupRules.RankedGroup::name).toList();
        return store.groups().stream()
                .filter(group -> names.contains(group.name()))
                .toList();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static final class Changes {

        private final BitSet slots = new BitSet();
        private boolean threats;
        private boolean day;
        private boolean fixes;
        private boolean decisions;
        private final List<HistoryMark> marks = new ArrayList<>();

        boolean isEmpty() {
            return slots.isEmpty() && !threats && !day && !fixes && !decisions;
        }

        void add(Changes others) {
            slots.or(others.slots);
            threats |= others.threats;
            day |= others.day;
            fixes |= others.fixes;
            decisions |= others.decisions;
            marks.addAll(0, others.marks);
        }

        /** All of them; none are left here. */
        Changes take() {
            Changes taken = new Changes();
            taken.add(this);
            slots.clear();
            threats = false;
            day = false;
            fixes = false;
            decisions = false;
            marks.clear();
            return taken;
        }
    }
}

package dev.lightmeter.storage;

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
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Everything that must survive the process: devices, findings with their dates, threat facts, device groups.
 *
 * <p>One report is one transaction: after {@link ReportTransaction#commit()} returns, all of it is durable; before, none
 * of it is visible. One transaction is open at a time; a second one waits for the first. Reading never waits.
 *
 * <p>What the store cannot do for a reason outside (disk full, file damaged) is a {@link StoreException}.
 */
public interface Store extends AutoCloseable {

    /** The ints that stand for weaknesses and paths in everything this store hands out. */
    Dictionary dictionary();

    /** Starts a report. */
    ReportTransaction beginReport(ReportHeader header);

    /** Starts an edition of a feed. */
    FeedTransaction beginFeed(Feed feed);

    /** Hands out every device with its open findings, in the order of their slots. */
    void forEachDevice(Consumer<FleetDevice> consumer);

    /** Hands out the devices in the given slots with their open findings, in the order of their slots. */
    void forEachDevice(int[] slots, Consumer<FleetDevice> consumer);

    /**
     * Hands out what is known of the devices from a slot on that fulfil a condition, in the order of their slots, all from
     * one moment, until {@code more} is false.
     *
     * @param where made of {@link DeviceProperties}
     */
    void forEachRecord(int fromSlot, Filter<DeviceRecord> where, Predicate<DeviceRecord> more);

    /** What is known of the devices in the given slots, in the order of their slots; a slot without a device is left out. */
    List<DeviceRecord> records(int[] slots);

    /**
     * Makes decisions of the operator durable, all of them at once; of several about one device the later ones count.
     * Returns the slots of the devices that may differ from before, ascending.
     *
     * @throws IllegalArgumentException if there is no device in one of the slots; then nothing is decided
     */
    int[] decide(List<DeviceDecision> decisions);

    /**
     * Every finding that the device in the slot has or had, one for each time it was open, ordered by weakness, path,
     * source and first sight. Empty if there is no such slot.
     */
    List<FindingPeriod> findings(int slot);

    /**
     * Hands out devices in the given slots as they are described today, with the findings that were open at a moment, in the
     * order of their slots; a device that no source had seen by then is left out. A path that took the place of another one of
     * its weakness was there from the report on that said so.
     */
    void forEachDeviceAt(Moment moment, int[] slots, Consumer<FleetDevice> consumer);

    /**
     * For how long findings were open that are gone, from the first sight of a weakness on a device until no source reported a
     * path any more through which it is exposed. A path that takes the place of another prolongs it; a finding that comes back
     * is another one. In the {@link RemediationTime#ORDER}; what never occurred is left out.
     */
    List<RemediationTime> remediationTimes(RemediationQuestion question);

    /**
     * Hands out the open findings of the devices from a slot on until before another, ordered by slot, weakness and path, each
     * path of a device once. Holds few of them in memory at a time.
     */
    void forEachOpenFinding(int fromSlot, int toSlot, FindingVisitor visitor);

    /**
     * Hands out what the store learned from one time on until before another about the devices from a slot on until before
     * another: findings that came and findings that went, ordered by slot, weakness and path, those of one path by time. One that came and went is handed out twice.
     */
    void forEachChange(Instant from, Instant to, int fromSlot, int toSlot, Consumer<FindingChange> consumer);

    /**
     * The weaknesses whose CVSS, severity or exploit evidence became another from one time on until before another, each
     * with the last time at which it did.
     */
    SortedMap<Integer, Instant> changedRatings(Instant from, Instant to);

    /**
     * Hands out the software that sources tell of the devices from a slot on until before another, ordered by slot and
     * software. What merely stands in findings is not in it.
     */
    void forEachSoftware(int fromSlot, int toSlot, Consumer<InstalledSoftware> consumer);

    /** Hands out configuration results of the devices from a slot on until before another, ordered by slot and control. */
    void forEachControlResult(int fromSlot, int toSlot, Consumer<ControlResult> consumer);

    /** What controls are called, in the order of their ids. */
    List<ControlDescription> controlDescriptions();

    /** What removes which weakness from which software. */
    Fixes fixes();

    /** By which names weaknesses are also called, as far as sources told. */
    Aliases aliases();

    /** What feeds tell people about these weaknesses, in the order of their ints; left out if they tell nothing. */
    List<WeaknessText> texts(int[] weaknesses);

    /** The ints of the weaknesses that NVD, CVE or KEV know, ascending. */
    int[] published();

    /** The facts of all weaknesses: feeds in the order of {@link Feed}, below them what scanners said. */
    Threats threats();

    /** The facts of these weaknesses; of others there may be some or none. */
    Threats threats(int[] weaknesses);

    /** All device groups that a source or the operator ever named, by id. {@link DeviceGroup#UNASSIGNED} is the first. */
    List<DeviceGroup> groups();

    /** Makes sure that groups of these names exist; new ones get the next free numbers. Returns {@link #groups()}. */
    List<DeviceGroup> ensureGroups(List<String> names);

    /** How the operator arranged the device groups over the API; {@link GroupArrangement#NONE} if nobody did. */
    GroupArrangement arrangement();

    /**
     * Replaces the arrangement. Groups that are new get numbers as in {@link #ensureGroups}; one that is no longer there
     * keeps its number, which no other group gets.
     */
    void arrange(GroupArrangement arrangement);

    /**
     * Gives a group another name, here and in the arrangement; its number stays.
     *
     * @throws IllegalArgumentException if there is no such group, or another one has the name
     */
    void renameGroup(int id, String name);

    /** The feeds that were ever loaded, in the order of {@link Feed}. */
    List<FeedState> feeds();

    /** Who changed what, and what was uploaded. */
    Journal journal();

    /** Which devices the operator declared to be one; {@link dev.lightmeter.storage.merged.MergedStore} reads them so. */
    DeviceMerges merges();

    /** What people asked others to carry out. */
    RemediationTasks remediationTasks();

    /** How scores came to be what they are. */
    History history();

    /** What the operator decided not to remediate. */
    RiskExceptions exceptions();

    /** What others state about weaknesses in products. */
    VexDocuments vex();

    /** Notifications on their way. */
    Outbox outbox();

    @Override
    void close();
}

package dev.lightmeter.storage.duckdb;

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
import dev.lightmeter.storage.DataFolder;
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
import dev.lightmeter.storage.query.SqlFilter;
import dev.lightmeter.storage.staging.GroupNumbers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A store in one DuckDB file below a data folder. */
public final class DuckDbStore implements Store {

    private final DataFolder folder;
    private final Clock clock;
    private final int rowsInMemory;
    private final Database database;
    private final DictionaryTables dictionary = new DictionaryTables();
    private final Writer writer;
    private final DuckDbJournal journal;
    private final DuckDbMerges merges;
    private final DuckDbRemediationTasks remediationTasks;
    private final DuckDbHistory history;
    private final DuckDbRiskExceptions exceptions;
    private final DuckDbVexDocuments vex;
    private final DuckDbOutbox outbox;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DuckDbStore(DataFolder folder, Clock clock, int rowsInMemory, Database database) {
        this.folder = folder;
        this.clock = clock;
        this.rowsInMemory = rowsInMemory;
        this.database = database;
        this.writer = new Writer(database::connect, dictionary);
        this.journal = new DuckDbJournal(database::connect);
        this.merges = new DuckDbMerges(database::connect);
        this.remediationTasks = new DuckDbRemediationTasks(database::connect);
        this.history = new DuckDbHistory(database::connect);
        this.exceptions = new DuckDbRiskExceptions(database::connect);
        this.vex = new DuckDbVexDocuments(database::connect);
        this.outbox = new DuckDbOutbox(database::connect);
    }

    /**
     * Opens the store in a folder, which is made if there is none, and locks the folder until the store is closed. Tables
     * of an earlier version are brought to this one.
     *
     * @throws dev.lightmeter.storage.StoreException if another process holds the folder, or the files in it are not ours
     */
    public static DuckDbStore open(Path dataFolder, Clock clock) {
        return open(dataFolder, clock, StagedFindings.ROWS_IN_MEMORY);
    }

    /** @param rowsInMemory from how many findings in a report on the database compares them */
    static DuckDbStore open(Path dataFolder, Clock clock, int rowsInMemory) {
        DataFolder folder = DataFolder.lock(dataFolder, clock);
        Database database = null;
        try {
            database = Database.open(folder);
            return new DuckDbStore(folder, clock, rowsInMemory, database);
        } catch (RuntimeException | Error e) {
            if (database != null) database.close();
            folder.close();
            throw e;
        }
    }

    /** The folder, in which its holder may tell others how to reach it. */
    public DataFolder folder() {
        return folder;
    }

    @Override
    public Dictionary dictionary() {
        return dictionary.dictionary();
    }

    @Override
    public ReportTransaction beginReport(ReportHeader header) {
        writer.acquire();
        try {
            return new DuckDbReport(writer, header, clock, rowsInMemory);
        } catch (RuntimeException | Error e) {
            writer.rollbackAndRelease();
            throw e;
        }
    }

    @Override
    public FeedTransaction beginFeed(Feed feed) {
        return new DuckDbFeed(writer.acquire(), feed, clock);
    }

    @Override
    public void forEachDevice(Consumer<FleetDevice> consumer) {
        reading(sql -> {
            new FleetReader(sql).readAll(consumer);
            return true;
        });
    }

    @Override
    public void forEachDevice(int[] slots, Consumer<FleetDevice> consumer) {
        reading(sql -> {
            new FleetReader(sql).read(consumer, slots);
            return true;
        });
    }

    @Override
    public void forEachDeviceAt(Moment moment, int[] slots, Consumer<FleetDevice> consumer) {
        reading(sql -> {
            new FleetReader(sql).readAt(moment, consumer, slots);
            return true;
        });
    }

    @Override
    public List<RemediationTime> remediationTimes(RemediationQuestion question) {
        return reading(sql -> new RemediationReader(sql, question).read());
    }

    @Override
    public void forEachRecord(int fromSlot, Filter<DeviceRecord> where, Predicate<DeviceRecord> more) {
        reading(sql -> {
            new RecordReader(sql).read(fromSlot, SqlFilter.of(where), more);
            return true;
        });
    }

    @Override
    public List<DeviceRecord> records(int[] slots) {
        return reading(sql -> new RecordReader(sql).read(slots));
    }

    @Override
    public int[] decide(List<DeviceDecision> decisions) {
        writer.acquire();
        try {
            int[] touched = DecisionTable.add(writer.sql(), decisions, writer.devices());
            writer.commit();
            return touched;
        } finally {
            writer.rollbackAndRelease(); // of nothing, once it is committed
        }
    }

    @Override
    public List<FindingPeriod> findings(int slot) {
        return reading(sql -> new FleetReader(sql).findings(slot));
    }

    @Override
    public void forEachOpenFinding(int fromSlot, int toSlot, FindingVisitor visitor) {
        reading(sql -> {
            DatedFindings.read(sql, Math.max(fromSlot, 0), Math.min(toSlot, devices(sql)), visitor);
            return true;
        });
    }

    @Override
    public void forEachChange(Instant from, Instant to, int fromSlot, int toSlot, Consumer<FindingChange> consumer) {
        reading(sql -> {
            new ChangeReader(sql, from, to).read(fromSlot, toSlot, consumer);
            return true;
        });
    }

    @Override
    public SortedMap<Integer, Instant> changedRatings(Instant from, Instant to) {
        return reading(sql -> RatingChanges.between(sql, from, to));
    }

    @Override
    public void forEachSoftware(int fromSlot, int toSlot, Consumer<InstalledSoftware> consumer) {
        reading(sql -> {
            new SoftwareReader(sql, consumer).read(Math.max(fromSlot, 0), Math.min(toSlot, devices(sql)));
            return true;
        });
    }

    @Override
    public void forEachControlResult(int fromSlot, int toSlot, Consumer<ControlResult> consumer) {
        reading(sql -> {
            new ControlReader(sql, consumer).read(Math.max(fromSlot, 0), Math.min(toSlot, devices(sql)));
            return true;
        });
    }

    @Override
    public List<ControlDescription> controlDescriptions() {
        return reading(KnowledgeTables::controls);
    }

    @Override
    public Fixes fixes() {
        return reading(KnowledgeTables::fixes);
    }

    @Override
    public Aliases aliases() {
        return reading(AliasTable::load);
    }

    @Override
    public List<WeaknessText> texts(int[] weaknesses) {
        return reading(sql -> TextTable.read(sql, dictionary(), weaknesses));
    }

    @Override
    public int[] published() {
        return reading(TextTable::published);
    }

    @Override
    public Threats threats() {
        return reading(sql -> FactTables.load(sql, dictionary()));
    }

    @Override
    public Threats threats(int[] weaknesses) {
        return reading(sql -> FactTables.load(sql, dictionary(), weaknesses));
    }

    @Override
    public List<DeviceGroup> groups() {
        return reading(GroupTable::load);
    }

    @Override
    public List<DeviceGroup> ensureGroups(List<String> names) {
        return writing(sql -> GroupTable.ensure(sql, names).all());
    }

    @Override
    public GroupArrangement arrangement() {
        return reading(ArrangementTables::load);
    }

    @Override
    public void arrange(GroupArrangement arrangement) {
        writing(sql -> {
            ArrangementTables.save(sql, arrangement, GroupTable.ensure(sql, arrangement.groups()));
            return true;
        });
    }

    @Override
    public void renameGroup(int id, String name) {
        writing(sql -> {
            GroupNumbers numbers = new GroupNumbers(GroupTable.load(sql));
            GroupTable.rename(sql, numbers.renamed(id, name));
            return true;
        });
    }

    @Override
    public List<FeedState> feeds() {
        return reading(FactTables::feeds);
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

    /** Waits for the transaction that is open, writes everything to the one file, and lets go of the folder. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        try (folder;
                database;
                writer) {
            // closed from the last to the first: the transaction that is open, the file, the folder
        }
    }

    /** Changes something that is no report and no feed, all of it or nothing. */
    private <T> T writing(Function<Sql, T> change) {
        writer.acquire();
        try {
            T answer = change.apply(writer.sql());
            writer.commit();
            return answer;
        } finally {
            writer.rollbackAndRelease(); // of nothing, once it is committed
        }
    }

    private static int devices(Sql sql) {
        return Math.toIntExact(sql.number("select count(*) from device"));
    }

    /** Reads from one moment, beside whatever is being written. */
    private <T> T reading(Function<Sql, T> question) {
        try (Sql sql = database.connect()) {
            return question.apply(sql);
        }
    }
}

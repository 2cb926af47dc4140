package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.duckdb.Sql.ChunkReader;
import dev.lightmeter.storage.staging.DnsName;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.NewIds;
import dev.lightmeter.storage.staging.Seen;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBReadableVector;

/** Finds the device behind each id of a report: by the source's id, else by DNS name, else it is new. */
final class Identification {

    /** Up to here texts stand in the statement, which spares it three others. */
    private static final int FEW = 256;

    private final ReportContext report;
    private final Sql sql;
    private final List<NamedDevice> named;

    Identification(ReportContext report, List<NamedDevice> named) {
        this.report = report;
        this.sql = report.sql();
        this.named = named;
    }

    /** Gives every device its slot and the times of what the source said before. Returns the ids of the new devices. */
    List<String> identify() {
        findById();
        if (named.stream().allMatch(NamedDevice::isIdentified)) return List.of();
        findByName();
        return numberStrangers();
    }

    private void findById() {
        Map<String, NamedDevice> byId = HashMap.newHashMap(named.size());
        for (NamedDevice device : named) byId.put(device.staged.id(), device);
        String question = """
                select source_device, device, epoch_us(described_at), epoch_us(findings_at), epoch_us(assessed_at),
                    epoch_us(vouched_at), epoch_us(first_seen), epoch_us(last_seen),
                    epoch_us(controls_at)
                from device_source where source = %d and source_device in""".formatted(report.source());
        ask(question, byId.keySet(), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                NamedDevice device = byId.get(chunk.vector(0).getString(row));
                if (device == null) continue;
                device.firstNamed = false;
                device.slot = chunk.vector(1).getInt(row);
                device.describedAt = time(chunk.vector(2), row);
                device.findingsAt = time(chunk.vector(3), row);
                device.assessedAt = time(chunk.vector(4), row);
                device.vouchedAt = time(chunk.vector(5), row);
                device.seen =
                        new Seen(chunk.vector(6).getLong(row), chunk.vector(7).getLong(row));
                device.controlsAt = time(chunk.vector(8), row);
            }
        });
    }

    /** The first unknown id of a name goes with the first device of that name that the source has no id for, and so on. */
    private void findByName() {
        Map<String, Deque<Integer>> slotsByName = new HashMap<>();
        for (NamedDevice device : named) {
            if (!device.isIdentified() && !dnsName(device).isEmpty()) {
                slotsByName.put(dnsName(device), new ArrayDeque<>());
            }
        }
        if (slotsByName.isEmpty()) return;
        String question = """
                select dns_name, slot from device
                where not exists (select 1 from device_source x where x.device = device.slot and x.source = %d)
                    and dns_name in""".formatted(report.source());
        ask(question, slotsByName.keySet(), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                Deque<Integer> slots = slotsByName.get(chunk.vector(0).getString(row));
                if (slots != null) slots.addLast(chunk.vector(1).getInt(row));
            }
        });
        // the database hands them out in any order
        slotsByName.replaceAll(
                (name, slots) -> new ArrayDeque<>(slots.stream().sorted().toList()));
        for (NamedDevice device : named) {
            if (device.isIdentified()) continue;
            Integer slot = slotsByName
                    .getOrDefault(dnsName(device), new ArrayDeque<>())
                    .pollFirst();
            if (slot != null) device.slot = slot;
        }
    }

    private List<String> numberStrangers() {
        List<String> strangers = new ArrayList<>();
        for (NamedDevice device : named) {
            if (device.isIdentified()) continue;
            device.slot = report.nextSlot() + strangers.size();
            device.isNew = true;
            strangers.add(device.staged.id());
        }
        NewIds ids = new NewIds(report.staged().source(), strangers);
        Set<String> taken = new HashSet<>();
        if (report.nextSlot() > 0 && !strangers.isEmpty()) {
            ask("select id from device where id in", ids.candidates(), (chunk, rows) -> {
                for (int row = 0; row < rows; row++) taken.add(chunk.vector(0).getString(row));
            });
        }
        return ids.choose(taken, report.nextSlot());
    }

    /** Asks a question that ends in {@code in} about some texts: a few stand in it, many in a temporary table. */
    private void ask(String question, Collection<String> texts, ChunkReader reader) {
        if (texts.isEmpty()) return;
        if (texts.size() <= FEW) {
            String places = " (" + String.join(", ", Collections.nCopies(texts.size(), "?")) + ")";
            sql.read(question + places, reader, texts.toArray());
            return;
        }
        sql.execute("create temp table wanted (text varchar)");
        try (DuckDBAppender rows = sql.temporaryAppender("wanted")) {
            for (String text : texts) rows.beginRow().append(text).endRow();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        sql.read(question + " (select text from wanted)", reader);
        sql.execute("drop table wanted");
    }

    private static String dnsName(NamedDevice device) {
        if (device.statement == null || device.statement.name() == null) return "";
        return DnsName.of(device.statement.name()).orElse("");
    }

    private static long time(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? Micros.NEVER : column.getLong(row);
    }
}

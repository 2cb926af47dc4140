package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.storage.IdentityFacts;
import dev.lightmeter.storage.duckdb.Sql.ChunkReader;
import dev.lightmeter.storage.staging.Matching;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.NewIds;
import dev.lightmeter.storage.staging.Seen;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Finds the device behind each id of a report: by the source's id, else by what others told of it, else it is new. */
final class Identification {

    /** Up to here texts stand in the statement, which spares it three others. */
    private static final int FEW = 256;

    /** The details that {@link IdentityFacts} reads. */
    private static final List<DeviceDetail> TELLING = List.of(
            DeviceDetail.LAST_IP_ADDRESS,
            DeviceDetail.IP_ADDRESSES,
            DeviceDetail.AAD_DEVICE_ID,
            DeviceDetail.VM_METADATA,
            DeviceDetail.DEVICE_KIND);

    private static final String FACTS =
            TELLING.stream().map(DeviceDetail::column).collect(Collectors.joining(", "));

    private static final int FIRST_FACT = 4;

    // As IdentityFacts takes them out; what the database finds too much is sorted out there.
    private static final String CLOUD_INSTANCE =
            "vm_metadata is not null and lower(regexp_extract(vm_metadata, '\"vmId\"\\s*:\\s*\"([^\"\\\\]{4,200})\"', 1))";
    private static final String IMAGE =
            "device_kind = 'image' and regexp_replace(lower(trim(name)), '^(index[.])?docker[.]io/(library/)?', '')";
    private static final String SHORT_NAME =
            "case when dns_name <> '' then split_part(dns_name, '.', 1) else lower(trim(name)) end";

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
        match();
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

    private void match() {
        Matching matching = new Matching(named.stream()
                .filter(device -> !device.isIdentified())
                .map(device -> Matching.stranger(device.staged, report.time(), report.now()))
                .filter(Objects::nonNull)
                .toList());
        Map<Integer, Matching.Device<Integer>> known = new HashMap<>();
        gather(CLOUD_INSTANCE, matching.cloudInstances(), known);
        gather("dns_name", matching.dnsNames(), known);
        gather(IMAGE, matching.images(), known);
        matching.byUniqueName(known.values());
        known.clear();
        gather(SHORT_NAME, matching.shortNames(), known);
        matching.byShortName(known.values());
        for (NamedDevice device : named) {
            Integer slot = matching.slots().get(device.staged.id());
            if (slot != null) device.slot = slot;
        }
    }

    /** Adds the devices for which the source has no id and of which an expression is one of these texts. */
    private void gather(String expression, Set<String> texts, Map<Integer, Matching.Device<Integer>> known) {
        String question = """
                select slot, name, os_platform,
                    (select max(epoch_us(s.last_seen)) from device_source s where s.device = device.slot), %s
                from device
                where not exists (select 1 from device_source x where x.device = device.slot and x.source = %d)
                    and %s in""".formatted(FACTS, report.source(), expression);
        ask(question, texts, (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int slot = chunk.vector(0).getInt(row);
                String name = Objects.requireNonNullElse(Stored.text(chunk.vector(1), row), "");
                String os = Objects.requireNonNullElse(Stored.text(chunk.vector(2), row), "");
                IdentityFacts facts = IdentityFacts.of(name, os, details(chunk, row));
                known.put(slot, new Matching.Device<>(slot, facts, time(chunk.vector(3), row)));
            }
        });
    }

    private static DeviceDetails details(DuckDBDataChunkReader chunk, int row) {
        Map<DeviceDetail, String> told = new EnumMap<>(DeviceDetail.class);
        for (int i = 0; i < TELLING.size(); i++) {
            String text = Stored.text(chunk.vector(FIRST_FACT + i), row);
            if (text != null) told.put(TELLING.get(i), text);
        }
        return new DeviceDetails(told);
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

    private static long time(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? Micros.NEVER : column.getLong(row);
    }
}

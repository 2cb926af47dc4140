package dev.lightmeter.storage.memory;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.staging.Attributes;
import dev.lightmeter.storage.staging.FindingChanges;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.Matching;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.NewIds;
import dev.lightmeter.storage.staging.Rating;
import dev.lightmeter.storage.staging.Seen;
import dev.lightmeter.storage.staging.StagedDevice;
import dev.lightmeter.storage.staging.StagedKnowledge;
import dev.lightmeter.storage.staging.StagedReport;
import dev.lightmeter.storage.staging.StatedFindings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Applies one report to the memory of a store: the rules of a report, one device at a time. */
final class MemoryCommit {

    private final InMemoryStore store;
    private final StagedReport report;
    private final long time;
    private final long now;
    private final MemorySource source;
    private final boolean firstAboutFindings;
    private final TreeSet<Integer> touched = new TreeSet<>();
    private int findingsNew;
    private int findingsUnchanged;
    private int findingsFixed;

    MemoryCommit(InMemoryStore store, StagedReport report) {
        this.store = store;
        this.report = report;
        this.time = report.time();
        this.now = report.now();
        this.source = store.sources.computeIfAbsent(report.source(), absent -> new MemorySource());
        this.firstAboutFindings = report.isAboutFindings() && !source.reportsFindings;
    }

    ReportReceipt apply(
            Map<Integer, StatedFindings> findings,
            Map<Integer, ThreatFacts> facts,
            Map<Integer, List<ReportedSoftware>> software,
            StagedKnowledge knowledge) {
        if (firstAboutFindings) vouchForWhatWasListed();
        List<StagedDevice> named = report.devices();
        GroupNumbers groups = new GroupNumbers(store.groups);
        groups.addAll(named.stream()
                .map(StagedDevice::statement)
                .filter(statement -> statement != null)
                .toList());
        store.groups = groups.all();
        int before = store.devices.size();
        Map<String, Alias> aliases = identify(named);
        for (StagedDevice device : named) {
            Alias alias = aliases.get(device.id());
            if (alias == null) throw new IllegalStateException("device " + device.id() + " was not identified");
            applySoftware(device, alias, software.getOrDefault(device.number(), List.of()));
            apply(device, alias, findings.getOrDefault(device.number(), new StatedFindings()), groups);
        }
        for (int slot = before; slot < store.devices.size(); slot++) touched.add(slot);
        boolean threatsChanged = apply(facts);
        int devicesNew = store.devices.size() - before;
        return new ReportReceipt(
                ++store.reports,
                devicesNew,
                named.size() - devicesNew,
                findingsNew,
                findingsUnchanged,
                findingsFixed,
                threatsChanged,
                store.knowledge.take(knowledge, time),
                store.knowledge.takeAliases(knowledge),
                touched.stream().mapToInt(Integer::intValue).toArray());
    }

    /** From its first report about findings on, a source is believed about the devices it listed before. */
    private void vouchForWhatWasListed() {
        source.reportsFindings = true;
        for (Alias alias : source.aliases.values()) {
            if (alias.vouchedAt != Micros.NEVER) touched.add(alias.device().slot());
        }
    }

    private Map<String, Alias> identify(List<StagedDevice> named) {
        List<StagedDevice> unknown = named.stream()
                .filter(device -> !source.aliases.containsKey(device.id()))
                .toList();
        Matching matching = new Matching(unknown.stream()
                .map(device -> Matching.stranger(device, time, now))
                .filter(Objects::nonNull)
                .toList());
        List<Matching.Device<Integer>> known = devicesWithoutAlias();
        matching.byUniqueName(known);
        matching.byShortName(known);
        matching.slots().forEach((id, slot) -> addAlias(id, store.devices.get(slot)));
        List<StagedDevice> strangers = unknown.stream()
                .filter(device -> !source.aliases.containsKey(device.id()))
                .toList();
        Set<String> taken = new HashSet<>();
        store.devices.forEach(device -> taken.add(device.id()));
        List<String> ids = new NewIds(
                        report.source(),
                        strangers.stream().map(StagedDevice::id).toList())
                .choose(taken, store.devices.size());
        for (int i = 0; i < strangers.size(); i++) {
            MemoryDevice added = new MemoryDevice(store.devices.size(), ids.get(i));
            store.devices.add(added);
            addAlias(strangers.get(i).id(), added);
        }
        return source.aliases;
    }

    private List<Matching.Device<Integer>> devicesWithoutAlias() {
        return store.devices.stream()
                .filter(device -> !device.aliases.containsKey(report.source()))
                .map(MemoryDevice::known)
                .toList();
    }

    private void addAlias(String id, MemoryDevice device) {
        Alias alias = new Alias(device);
        source.aliases.put(id, alias);
        device.aliases.put(report.source(), alias);
        touched.add(device.slot());
    }

    private void apply(StagedDevice named, Alias alias, StatedFindings findings, GroupNumbers groups) {
        ReportedDevice statement = named.statement();
        alias.seen = alias.seen.and(Seen.in(statement, time, now));
        boolean attributesCount = alias.describedAt <= time;
        boolean findingsCount = report.isAboutFindings() && alias.findingsAt <= time;
        boolean assessed = statement == null || statement.assessed();
        long seenAt = statement == null || statement.seenAt() == null ? time : Micros.of(statement.seenAt());
        if (statement != null && attributesCount) describe(alias, statement, groups);
        if (findingsCount) {
            if (assessed) assess(alias, seenAt);
            applyFindings(alias, findings, assessed);
            alias.findingsAt = time;
        } else {
            findingsUnchanged += findings.size();
        }
        boolean described = statement != null && attributesCount;
        if (report.kind() == Kind.INVENTORY && described && assessed) vouch(alias, seenAt);
    }

    private void describe(Alias alias, ReportedDevice statement, GroupNumbers groups) {
        MemoryDevice device = alias.device();
        Attributes said = Attributes.of(statement, groups);
        // an older report of another source may fill gaps, but never overrules
        boolean describedLater = device.aliases.values().stream().anyMatch(other -> other.describedAt > time);
        Attributes merged = describedLater ? device.attributes.orElse(said) : said.orElse(device.attributes);
        if (!merged.countLike(device.attributes)) touched.add(device.slot());
        device.attributes = merged;
        alias.describedAt = time;
        if (statement.controls() == null) return;
        alias.controlsAt = Seen.in(statement, time, now).last();
        List<Control> controls = StagedDevice.worstById(statement.controls());
        if (controls.equals(alias.controls)) return;
        alias.controls = controls;
        touched.add(device.slot());
    }

    /** Software counts unless the source said something later about the device. */
    private void applySoftware(StagedDevice named, Alias alias, List<ReportedSoftware> told) {
        if (told.isEmpty() || Math.max(alias.describedAt, alias.findingsAt) > time) return;
        ReportedDevice statement = named.statement();
        boolean whole = report.kind() != Kind.DELTA && (statement == null || statement.assessed());
        new MemorySoftware(store.dictionary, time).apply(alias, told, whole);
    }

    private void assess(Alias alias, long seenAt) {
        if (!sameDay(alias.assessedAt, seenAt) && seenAt > alias.assessedAt)
            touched.add(alias.device().slot());
        alias.assessedAt = Math.max(alias.assessedAt, seenAt);
    }

    private void vouch(Alias alias, long seenAt) {
        if (source.reportsFindings && seenAt > alias.vouchedAt && !sameDay(alias.vouchedAt, seenAt)) {
            touched.add(alias.device().slot());
        }
        alias.vouchedAt = Math.max(alias.vouchedAt, seenAt);
    }

    private static boolean sameDay(long one, long other) {
        return one != Micros.NEVER && Micros.day(one).equals(Micros.day(other));
    }

    private void applyFindings(Alias alias, StatedFindings stated, boolean assessed) {
        FindingChanges changes = FindingChanges.of(report.kind(), assessed, stated, alias.open, alias::lastFix, time);
        changes.closing().forEach((what, firstSeen) -> {
            alias.open.remove(what);
            long recordedAt = alias.recordedAt.getOrDefault(what, now);
            alias.recordedAt.remove(what);
            alias.closed.add(new Alias.Closed(what, firstSeen, alias.findingsAt, time, recordedAt, now));
        });
        alias.open.putAll(changes.opening());
        changes.opening().keySet().forEach(what -> alias.recordedAt.put(what, now));
        findingsFixed += changes.closing().size();
        findingsNew += changes.opening().size();
        findingsUnchanged += changes.unchanged();
        if (!changes.isEmpty()) touched.add(alias.device().slot());
    }

    private boolean apply(Map<Integer, ThreatFacts> facts) {
        if (facts.isEmpty()) return false;
        Map<Integer, Rating> before = store.ratings();
        boolean changed = false;
        for (Map.Entry<Integer, ThreatFacts> entry : facts.entrySet()) {
            MemorySource.Said earlier = source.facts.get(entry.getKey());
            if (earlier != null && earlier.at() > time) continue;
            changed |= earlier == null || !earlier.facts().equals(entry.getValue());
            source.facts.put(entry.getKey(), new MemorySource.Said(entry.getValue(), time));
        }
        store.rated(before, now);
        return changed;
    }
}

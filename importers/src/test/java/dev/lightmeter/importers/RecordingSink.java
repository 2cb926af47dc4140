package dev.lightmeter.importers;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps everything that an importer says, for reports and for feeds. */
public class RecordingSink implements ReportSink, FeedSink {

    public final List<ReportedDevice> devices = new ArrayList<>();
    public final List<ReportedFinding> findings = new ArrayList<>();
    public final List<ThreatFacts> weaknesses = new ArrayList<>();
    public final List<String> software = new ArrayList<>();
    public final List<ReportedSoftware> installed = new ArrayList<>();
    public final List<WeaknessText> texts = new ArrayList<>();
    public final List<String> fixes = new ArrayList<>();
    public final List<ControlDescription> controls = new ArrayList<>();
    public final Set<Alias> aliases = ConcurrentHashMap.newKeySet();
    public @Nullable Instant time;
    public @Nullable String model;

    @Override
    public void alias(Alias alias) {
        aliases.add(alias);
    }

    @Override
    public synchronized void reportedAt(Instant at) {
        if (time == null || at.isAfter(time)) time = at;
    }

    @Override
    public synchronized void edition(@Nullable String told, @Nullable Instant publishedAt) {
        if (told != null) model = told;
        if (publishedAt != null) reportedAt(publishedAt);
    }

    @Override
    public synchronized void device(ReportedDevice device) {
        devices.add(device);
    }

    @Override
    public synchronized void finding(ReportedFinding finding) {
        findings.add(finding);
    }

    @Override
    public synchronized void weakness(ThreatFacts facts) {
        weaknesses.add(facts);
    }

    @Override
    public synchronized void software(ReportedSoftware told) {
        installed.add(told);
        software.add(told.device() + " " + text(told.software()));
    }

    @Override
    public synchronized void text(WeaknessText text) {
        texts.add(text);
    }

    /** Kept as {@code weakness vendor/product/version -> what is known of the update}. */
    @Override
    public synchronized void fix(String weakness, Software of, SecurityUpdate update) {
        String known = Stream.of(update.version(), update.id(), update.name(), update.url())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        fixes.add(weakness + " " + text(of) + " -> " + known);
    }

    @Override
    public synchronized void control(ControlDescription control) {
        controls.add(control);
    }

    /** The device told under an id; the last statement if there are several. */
    public ReportedDevice device(String id) {
        return devices.stream()
                .filter(device -> device.id().equals(id))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    public List<String> deviceIds() {
        return devices.stream().map(ReportedDevice::id).distinct().sorted().toList();
    }

    /** The facts told of a weakness; the last statement if there are several. */
    public ThreatFacts facts(String weakness) {
        return weaknesses.stream()
                .filter(facts -> facts.weakness().equals(weakness))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** Findings as {@code device weakness vendor/product/version recommendation}, sorted. */
    public List<String> findingTexts() {
        return findings.stream().map(RecordingSink::text).sorted().toList();
    }

    /** All that was told, in an order that does not depend on threads, without repetitions. */
    public TreeSet<String> everything() {
        TreeSet<String> all = new TreeSet<>();
        newest().forEach((id, device) -> all.add("device " + id + " " + device));
        findings.forEach(finding -> all.add(text(finding) + " " + finding.change() + " " + finding.firstSeen()));
        weaknesses.forEach(facts -> all.add(facts.toString()));
        installed.forEach(told -> all.add(told.toString()));
        fixes.forEach(fix -> all.add("fix " + fix));
        controls.forEach(control -> all.add(control.toString()));
        all.add("time " + time + " model " + model);
        return all;
    }

    private Map<String, ReportedDevice> newest() {
        return devices.stream()
                .collect(Collectors.toMap(
                        ReportedDevice::id,
                        device -> device,
                        (one, other) -> isNewer(other.seenAt(), one.seenAt()) ? other : one));
    }

    private static boolean isNewer(@Nullable Instant other, @Nullable Instant one) {
        return other != null && (one == null || other.isAfter(one));
    }

    private static String text(Software software) {
        return software.vendor() + "/" + software.product() + "/" + software.version();
    }

    private static String text(ReportedFinding finding) {
        return String.join(
                " ",
                finding.device(),
                finding.weakness(),
                text(finding.path().software()),
                finding.path().recommendation());
    }
}

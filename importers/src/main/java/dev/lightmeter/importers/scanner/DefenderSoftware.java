package dev.lightmeter.importers.scanner;

import static dev.lightmeter.importers.scanner.DefenderColumn.DISK_PATHS;
import static dev.lightmeter.importers.scanner.DefenderColumn.FIRST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.PRODUCT;
import static dev.lightmeter.importers.scanner.DefenderColumn.REGISTRY_PATHS;
import static dev.lightmeter.importers.scanner.DefenderColumn.SOFTWARE_LAST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.SUPPORT;
import static dev.lightmeter.importers.scanner.DefenderColumn.SUPPORT_ENDS;
import static dev.lightmeter.importers.scanner.DefenderColumn.UPDATE;
import static dev.lightmeter.importers.scanner.DefenderColumn.UPDATE_ID;
import static dev.lightmeter.importers.scanner.DefenderColumn.UPDATE_URL;
import static dev.lightmeter.importers.scanner.DefenderColumn.VENDOR;
import static dev.lightmeter.importers.scanner.DefenderColumn.VERSION;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a sink of the software on devices and of what would mend it. The rows of a device repeat its software for each CVE,
 * and those of all devices repeat the updates: what was told lately is not told again. For one thread.
 */
final class DefenderSoftware {

    private static final int RECENT = 1 << 13;

    /**
     * There are more pairs of a CVE and a piece of software than pieces on the devices of one stretch of an export; what
     * falls out is told again, which costs time and nothing else. All that one thread remembers is to fit in 8 MiB.
     */
    private static final int RECENT_FIXES = 1 << 14;

    private final ReportSink sink;
    private final Recent<Told> recent = new Recent<>(RECENT);
    private final Recent<Mended> recentFixes = new Recent<>(RECENT_FIXES);

    DefenderSoftware(ReportSink sink) {
        this.sink = sink;
    }

    /** True if the software of a row, as far as it is read, was told of its device lately. */
    boolean isKnown(String device, DefenderRow row) {
        Told told = recent.get(hash(device, row));
        return told != null && told.isOf(device, row);
    }

    /**
     * Tells the software of a row, at the first row of its device that names it.
     *
     * @param software of the row
     */
    void tell(String device, DefenderRow row, Software software) {
        int hash = hash(device, row);
        Told before = recent.get(hash);
        if (before != null && before.isOf(device, row)) return;
        recent.put(hash, new Told(device, row.get(VENDOR), row.get(PRODUCT), row.get(VERSION)));
        String ends = row.get(SUPPORT_ENDS);
        sink.software(new ReportedSoftware(
                device,
                software,
                !row.tells(SOFTWARE_LAST_SEEN),
                SupportStatus.of(Objects.requireNonNullElse(row.get(SUPPORT), ""))
                        .orElse(null),
                Times.parse(ends).map(DefenderSoftware::day).orElse(null),
                firstSeen(row),
                paths(row, DISK_PATHS),
                paths(row, REGISTRY_PATHS)));
    }

    /** True if the row says more of its software than a finding does. */
    static boolean saysMore(DefenderRow row) {
        return row.list(DISK_PATHS) != null || row.list(REGISTRY_PATHS) != null || row.get(SUPPORT) != null;
    }

    /** Tells the update that a row names for its CVE, if it names one. */
    void tellFix(String cve, DefenderRow row, Software software) {
        String id = row.get(UPDATE_ID);
        String name = row.get(UPDATE);
        if (isBlank(id) && isBlank(name)) return;
        int hash = cve.hashCode() * 31 + software.hashCode();
        Mended before = recentFixes.get(hash);
        if (before != null && before.isSame(cve, software, id, name)) return;
        recentFixes.putPatiently(hash, new Mended(cve, software, id, name));
        SecurityUpdate update =
                new SecurityUpdate(null, orNull(row, UPDATE_ID), orNull(row, UPDATE), orNull(row, UPDATE_URL));
        sink.fix(cve, software, update);
    }

    /** Of a finding the first sight is that of the CVE and not of the software. */
    private static @Nullable Instant firstSeen(DefenderRow row) {
        return row.tells(DefenderColumn.CVE)
                ? null
                : Times.parse(row.get(FIRST_SEEN)).orElse(null);
    }

    private static List<String> paths(DefenderRow row, DefenderColumn column) {
        List<String> paths = row.list(column);
        return paths == null ? List.of() : paths;
    }

    private static @Nullable String orNull(DefenderRow row, DefenderColumn column) {
        return Texts.labelOrNull(row.get(column));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static int hash(String device, DefenderRow row) {
        int hash = device.hashCode() * 31 + Objects.hashCode(row.get(PRODUCT));
        return hash * 31 + Objects.hashCode(row.get(VERSION));
    }

    private record Told(
            String device,
            @Nullable String vendor,
            @Nullable String product,
            @Nullable String version) {

        boolean isOf(String other, DefenderRow row) {
            return device.equals(other)
                    && product != null
                    && product.equals(row.get(PRODUCT))
                    && Objects.equals(version, row.get(VERSION))
                    && Objects.equals(vendor, row.get(VENDOR));
        }
    }

    private record Mended(
            String cve,
            Software software,
            @Nullable String id,
            @Nullable String name) {

        boolean isSame(String otherCve, Software other, @Nullable String otherId, @Nullable String otherName) {
            return cve.equals(otherCve)
                    && Objects.equals(id, otherId)
                    && Objects.equals(name, otherName)
                    && software.equals(other);
        }
    }
}

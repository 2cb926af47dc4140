package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of software in the list of a device of the generic format, as it is written. */
final class GenericSoftware {

    private final List<String> diskPaths = new ArrayList<>();
    private final List<String> registryPaths = new ArrayList<>();
    private String vendor = "";
    private String product = "";
    private String version = "";
    private boolean hasProductCode = true;
    private @Nullable String support;
    private @Nullable String supportEnds;
    private @Nullable Instant firstSeen;

    static GenericSoftware read(JsonReader json) throws IOException {
        GenericSoftware software = new GenericSoftware();
        json.object(name -> software.field(name, json));
        return software;
    }

    private void field(String name, JsonReader json) throws IOException {
        switch (name) {
            case "vendor" -> vendor = json.label();
            case "product" -> product = json.label();
            case "version" -> version = json.label();
            case "hasproductcode" -> hasProductCode = json.isTrue();
            case "support" -> support = json.text();
            case "supportends" -> supportEnds = json.text();
            case "firstseen" -> firstSeen = Times.parse(json.text()).orElse(null);
            case "diskpaths" -> json.array(() -> diskPaths.add(json.label()));
            case "registrypaths" -> json.array(() -> registryPaths.add(json.label()));
            default -> {}
        }
    }

    /** What cannot be used of it, with the text; null if all can. */
    @Nullable
    String flaw() {
        if (product.isBlank()) return "software without a product is left out";
        if (support != null && SupportStatus.of(support.strip()).isEmpty()) return "unknown support status " + support;
        if (supportEnds != null && Times.parse(supportEnds).isEmpty()) return "supportEnds is no date: " + supportEnds;
        return null;
    }

    boolean isNamed() {
        return !product.isBlank();
    }

    ReportedSoftware on(String device) {
        return new ReportedSoftware(
                device,
                new Software(vendor, product, version),
                hasProductCode,
                support == null ? null : SupportStatus.of(support.strip()).orElse(null),
                Times.parse(supportEnds).map(GenericSoftware::day).orElse(null),
                firstSeen,
                diskPaths,
                registryPaths);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}

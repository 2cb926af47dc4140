package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader.Kind;
import java.util.Optional;
import java.util.function.Predicate;

/** The kinds of rows that Defender answers and exports, told apart by their columns. */
enum DefenderShape {
    /** {@code machines}: a device with its group, tags and value. */
    MACHINES(Kind.INVENTORY),
    /** {@code machinesVulnerabilities} and {@code SoftwareVulnerabilitiesByMachine}: a CVE, or software, on a device. */
    FINDINGS(Kind.FULL),
    /** {@code SoftwareVulnerabilityChangesByMachine}: a finding that came or went. */
    CHANGES(Kind.DELTA),
    /** {@code SoftwareInventoryByMachine} and {@code SoftwareInventoryNoProductCodeByMachine}: software on a device. */
    SOFTWARE(Kind.INVENTORY),
    /** {@code SecureConfigurationsAssessmentByMachine}: a configuration result on a device. */
    CONTROLS(Kind.INVENTORY);

    private final Kind kind;

    DefenderShape(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The kind of a row, told by the columns that it has, in lower case. */
    static Optional<DefenderShape> ofRow(Predicate<String> has) {
        if (has.test("computerdnsname") && has.test("id")) return Optional.of(MACHINES);
        boolean device = has.test("deviceid") || has.test("machineid");
        if (device && has.test("cveid")) {
            return Optional.of(has.test("eventtimestamp") && has.test("status") ? CHANGES : FINDINGS);
        }
        if (device && has.test("configurationid")) return Optional.of(CONTROLS);
        boolean software = has.test("softwarename") && has.test("softwarevendor");
        return device && software ? Optional.of(SOFTWARE) : Optional.empty();
    }

    /**
     * An empty page shows its kind only in its context. One that says nothing counts as inventory: an empty page must not
     * turn a list of machines into the news that all their findings are fixed.
     */
    static DefenderShape ofContext(String context) {
        if (context.contains("deltaassetvulnerability")) return CHANGES;
        if (context.contains("assetvulnerability") || context.contains("publicassetvulnerability")) return FINDINGS;
        if (context.contains("assetconfiguration")) return CONTROLS;
        return context.contains("assetsoftware") || context.contains("assetnoncpesoftware") ? SOFTWARE : MACHINES;
    }
}

package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to be done, and what it does for the devices that a caller sees. */
record Recommendation(String id, Target target, Remedy remedy, Threat threat, Reach reach) {

    /**
     * What it is about.
     *
     * @param relatedComponent its name for people
     * @param category {@code Accounts}, {@code Application}, {@code Network}, {@code OS} or {@code SecurityControls}; null
     *     if nobody said
     */
    record Target(
            String productName,
            String vendor,
            String relatedComponent,
            @Nullable String category,
            String subCategory) {}

    /**
     * What to do.
     *
     * @param name a sentence
     * @param version the version to update to; empty if none is known
     * @param severityScore weight of a control, 0 for software
     */
    record Remedy(String name, Kind kind, String version, int severityScore) {}

    /** How a weakness is removed. */
    enum Kind {
        CONFIGURATION_CHANGE("ConfigurationChange"),
        UPDATE("Update"),
        UPGRADE("Upgrade"),
        UNINSTALL("Uninstall");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    /**
     * How pressing it is.
     *
     * @param excepted whether it was decided for all of its devices not to do it
     * @param unpatchable false if a fix is known for every weakness; null if that is not known
     */
    record Threat(
            boolean publicExploit,
            boolean activeAlert,
            boolean internetFacing,
            boolean excepted,
            @Nullable Boolean unpatchable) {}

    /**
     * Whom it is for.
     *
     * @param totalMachines devices that have what it is about
     * @param exposedMachines of these, the ones on which it is to be done
     * @param exposedCriticalDevices of these, the ones of high value
     * @param exposureNano drop of the exposure score in 1e-9 points if it alone were done now
     * @param secureScoreNano rise of the Secure Score for Devices in 1e-9 points if every device complied
     */
    record Reach(
            int weaknesses,
            int totalMachines,
            int exposedMachines,
            int exposedCriticalDevices,
            long exposureNano,
            long secureScoreNano) {}

    private static final Property<Recommendation> ID =
            Property.word("id", Recommendation::id).always();

    private static final Shape<Recommendation> SHAPE = Shape.<Recommendation>named("PublicRecommendationDto")
            .with(ID)
            .with(Property.word("productName", row -> row.target.productName))
            .with(Property.text("recommendationName", row -> row.remedy.name))
            .with(Property.<Recommendation>whole("weaknesses", row -> row.reach.weaknesses)
                    .always())
            .with(Property.word("vendor", row -> row.target.vendor))
            .with(Property.word("recommendedVersion", row -> row.remedy.version))
            .with(Property.word("recommendedVendor", row -> ""))
            .with(Property.word("recommendedProgram", row -> ""))
            .with(Property.word("recommendationCategory", row -> row.target.category))
            .with(Property.word("subCategory", row -> row.target.subCategory))
            .with(Property.<Recommendation>number("severityScore", row -> (double) row.remedy.severityScore)
                    .always())
            .with(Property.<Recommendation>truth("publicExploit", row -> row.threat.publicExploit)
                    .always())
            .with(Property.<Recommendation>truth("activeAlert", row -> row.threat.activeAlert)
                    .always())
            .with(Property.<Recommendation>texts("associatedThreats", row -> List.of())
                    .always())
            .with(Property.word(
                    "remediationType",
                    row -> row.remedy.kind.wire(),
                    List.of("ConfigurationChange", "Update", "Upgrade", "Uninstall")))
            .with(Property.word(
                    "status", row -> row.threat.excepted ? "Exception" : "Active", List.of("Active", "Exception")))
            .with(Property.<Recommendation>number(
                            "configScoreImpact", row -> Decimals.asDouble(row.reach.secureScoreNano))
                    .always())
            .with(Property.<Recommendation>number("exposureImpact", row -> Decimals.asDouble(row.reach.exposureNano))
                    .always())
            .with(Property.<Recommendation>whole("totalMachineCount", row -> row.reach.totalMachines)
                    .always())
            .with(Property.<Recommendation>whole("exposedMachinesCount", row -> row.reach.exposedMachines)
                    .always())
            .with(Property.<Recommendation>whole("nonProductivityImpactedAssets", row -> 0)
                    .always())
            .with(Property.text("relatedComponent", row -> row.target.relatedComponent))
            .with(Property.truth("hasUnpatchableCve", row -> row.threat.unpatchable))
            .with(Property.<Recommendation>texts(
                            "tags", row -> row.threat.internetFacing ? List.of("internetFacing") : List.of())
                    .always())
            .with(Property.<Recommendation>whole("exposedCriticalDevices", row -> row.reach.exposedCriticalDevices)
                    .always());

    static final EntitySet<Recommendation> SET =
            EntitySet.of("Recommendations", SHAPE, ID).at("recommendations");

    /** The same for one of its devices alone. Impacts are not told for single devices. */
    Recommendation onDevice(int weaknesses, boolean critical, boolean internetFacing) {
        return new Recommendation(
                id,
                target,
                remedy,
                new Threat(
                        threat.publicExploit, threat.activeAlert, internetFacing, threat.excepted, threat.unpatchable),
                new Reach(weaknesses, 0, 1, critical ? 1 : 0, 0, 0));
    }
}

package dev.lightmeter.server.software;

import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;

/**
 * How far one version of a product is spread.
 *
 * @param installations devices that have it
 * @param vulnerabilities weaknesses to which it exposes some of them
 */
record Distribution(String version, int installations, int vulnerabilities) {

    /** The same version, spelled in another way on other devices. */
    Distribution and(Distribution other) {
        return new Distribution(
                version, installations + other.installations, Math.max(vulnerabilities, other.vulnerabilities));
    }

    private static final Property<Distribution> VERSION =
            Property.text("version", Distribution::version).always();

    static final EntitySet<Distribution> SET = EntitySet.of(
                    "Distributions",
                    Shape.<Distribution>named("PublicDistributionDto")
                            .with(VERSION)
                            .with(Property.<Distribution>whole("installations", Distribution::installations)
                                    .always())
                            .with(Property.<Distribution>whole("vulnerabilities", Distribution::vulnerabilities)
                                    .always()),
                    VERSION)
            .at("");
}

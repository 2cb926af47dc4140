package dev.lightmeter.server.software;

import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security update that some device lacks.
 *
 * @param productsNames the products that it mends
 * @param machineMissedOn devices that lack it
 * @param cveAddressed weaknesses that it removes from some of them
 */
record MissingUpdate(
        String id,
        @Nullable String name,
        List<String> productsNames,
        @Nullable String url,
        int machineMissedOn,
        int cveAddressed) {

    private static final Property<MissingUpdate> ID =
            Property.word("id", MissingUpdate::id).always();

    static final EntitySet<MissingUpdate> SET = EntitySet.of(
                    "MissingKbs",
                    Shape.<MissingUpdate>named("PublicProductFixDto")
                            .with(ID)
                            .with(Property.text("name", MissingUpdate::name))
                            .with(Property.texts("productsNames", MissingUpdate::productsNames)
                                    .always())
                            .with(Property.text("url", MissingUpdate::url))
                            .with(Property.<MissingUpdate>whole("machineMissedOn", MissingUpdate::machineMissedOn)
                                    .always())
                            .with(Property.<MissingUpdate>whole("cveAddressed", MissingUpdate::cveAddressed)
                                    .always()),
                    ID)
            .inContext("Collection(microsoft.windowsDefenderATP.api.PublicProductFixDto)");

    MissingUpdate {
        productsNames = List.copyOf(productsNames);
    }
}

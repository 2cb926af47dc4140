package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row with everything that rows of the Defender API have, under names of its own. */
record Asset(
        @Nullable String id,
        @Nullable String title,
        @Nullable String health,
        @Nullable Long build,
        @Nullable Double impact,
        @Nullable Boolean excluded,
        @Nullable Instant lastSeen,
        @Nullable List<String> tags,
        List<Address> addresses,
        @Nullable Address main) {

    record Address(String ip, @Nullable String mac) {}

    static final Property<Asset> ID =
            Property.<Asset>word("id", Asset::id).in("r.id").always();
    static final Property<Asset> TITLE =
            Property.<Asset>text("title", Asset::title).in("r.title");
    static final Property<Asset> HEALTH = Property.<Asset>word(
                    "healthStatus", Asset::health, List.of("Unknown", "Inactive", "Active"))
            .in("r.health");
    static final Property<Asset> BUILD =
            Property.<Asset>whole("osBuild", Asset::build).in("r.build");
    static final Property<Asset> IMPACT = Property.<Asset>number("impact", Asset::impact);
    static final Property<Asset> EXCLUDED = Property.truth("isExcluded", Asset::excluded);
    static final Property<Asset> LAST_SEEN = Property.instant("lastSeen", Asset::lastSeen);
    static final Property<Asset> TAGS = Property.texts("machineTags", Asset::tags);

    static final Shape<Address> ADDRESS = Shape.<Address>named("Address")
            .with(Property.<Address>text("ipAddress", Address::ip).always())
            .with(Property.text("macAddress", Address::mac));

    static final Shape<Asset> SHAPE = Shape.<Asset>named("Asset")
            .with(ID)
            .with(TITLE)
            .with(HEALTH)
            .with(BUILD)
            .with(IMPACT)
            .with(EXCLUDED)
            .with(LAST_SEEN)
            .with(TAGS)
            .many("ipAddresses", ADDRESS, Asset::addresses)
            .one("mainAddress", ADDRESS, Asset::main);

    static final EntitySet<Asset> SET =
            EntitySet.of("Assets", SHAPE, ID).at("assets").pagesOf(1_000);

    static Asset named(String id) {
        return new Asset(id, null, null, null, null, null, null, null, List.of(), null);
    }

    static Query<Asset> query(String query) {
        return Query.of(
                SET, FormFields.parse(query), new RequestAddress("https://meter.example.org", "/api/assets", query));
    }
}

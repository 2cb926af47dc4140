package dev.lightmeter.server.score;

import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;

/**
 * The score endpoints in the terms of OData, for {@code $metadata}. Their answers are prepared once and not written from
 * here; a test holds them to this description.
 */
public final class ScoreSets {

    /**
     * A row as clients see it.
     *
     * @param time of the call
     * @param score in points
     * @param groupName of the device group; the organisation has none
     */
    public record Row(Instant time, double score, String groupName, int groupId) {}

    private static final Property<Row> TIME =
            Property.<Row>instant("time", Row::time).always();
    private static final Property<Row> SCORE =
            Property.<Row>number("score", Row::score).always();

    private static final Shape<Row> ROW = Shape.<Row>named("Score")
            .with(TIME)
            .with(SCORE)
            .with(Property.text("rbacGroupName", Row::groupName))
            .with(Property.whole("rbacGroupId", Row::groupId));

    /** The organisation, and the device groups. */
    public static final EntitySet<Row> EXPOSURE =
            EntitySet.of("ExposureScore", ROW, TIME).at("exposureScore/ByMachineGroups");

    /** Secure Score for Devices. */
    public static final EntitySet<Row> CONFIGURATION =
            EntitySet.of("ConfigurationScore", ROW, TIME).at("configurationScore");

    private ScoreSets() {}
}

package dev.lightmeter.server;

import dev.lightmeter.server.device.MachineReference;
import dev.lightmeter.server.device.MachineResource;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.recommendation.RecommendationResource;
import dev.lightmeter.server.remediation.RemediationTaskResource;
import dev.lightmeter.server.score.ScoreSets;
import dev.lightmeter.server.software.SoftwareResource;
import dev.lightmeter.server.weakness.VulnerabilityResource;
import java.util.List;
import java.util.stream.Stream;

/** All lists that {@code $metadata} tells of. */
final class EntitySets {

    static final List<EntitySet<?>> ALL = Stream.of(
                    List.of(
                            ScoreSets.EXPOSURE,
                            ScoreSets.CONFIGURATION,
                            MachineResource.MACHINES,
                            MachineReference.SET,
                            RemediationTaskResource.TASKS),
                    SoftwareResource.SETS,
                    VulnerabilityResource.SETS,
                    RecommendationResource.SETS)
            .<EntitySet<?>>flatMap(List::stream)
            .toList();

    private EntitySets() {}
}

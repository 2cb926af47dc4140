package dev.lightmeter.server;

import dev.lightmeter.server.device.MachineReference;
import dev.lightmeter.server.device.MachineResource;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.score.ScoreSets;
import java.util.List;

/** All lists that {@code $metadata} tells of. */
final class EntitySets {

    static final List<EntitySet<?>> ALL =
            List.of(ScoreSets.EXPOSURE, ScoreSets.CONFIGURATION, MachineResource.MACHINES, MachineReference.SET);

    private EntitySets() {}
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A random fleet, readable and as columns, with its scores. */
record RandomBoard(RandomFleet random, List<Assessed> devices, FleetOf columns, Scoreboard board) {

    static final Scorer SCORER = new Scorer(Parameters.DEFAULT);
    static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    static RandomBoard of(long seed, int mostDevices) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(mostDevices));
        FleetOf columns = new FleetOf(random.threats());
        return new RandomBoard(random, devices, columns, SCORER.score(columns.fleet(devices), columns.threats(), NOON));
    }

    /** The scores of all groups and of the organisation. */
    List<GroupScore> scores() {
        List<GroupScore> all = new ArrayList<>(board.groups());
        all.add(board.organisation());
        return all;
    }

    List<Assessed> members(GroupScore score) {
        return score.group() == null
                ? devices
                : devices.stream()
                        .filter(assessed -> Objects.requireNonNullElse(
                                        assessed.device().sourceGroup(), DeviceGroup.UNASSIGNED.name())
                                .equals(score.name()))
                        .toList();
    }
}

package dev.lightmeter.server.exposure;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ScoreBasis;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Is told of each scoreboard that follows another, one after the other. What fails in it must not reach who tells it. */
public interface Recorder {

    /** Records nothing. */
    Recorder NONE = new Recorder() {
        @Override
        public void started(
                Scoreboard first, Set<DeviceKind> leftOut, Function<ScoreBasis, Optional<Scoreboard>> madeBy) {}

        @Override
        public void moved(Scoreboard before, Scoreboard after, List<HistoryMark> marks) {}

        @Override
        public void moved(Scoreboard before, Scoreboard after, int[] slots, List<HistoryMark> marks) {}
    };

    /**
     * The first scoreboard since the program started.
     *
     * @param leftOut kinds of devices that are in no sum, in this one and all that follow
     * @param madeBy makes the one that would be first by another basis; empty if its parameters are not known
     */
    void started(Scoreboard first, Set<DeviceKind> leftOut, Function<ScoreBasis, Optional<Scoreboard>> madeBy);

    /** Any device may be another than before. */
    void moved(Scoreboard before, Scoreboard after, List<HistoryMark> marks);

    /**
     * Unless facts, rules, parameters or day are others than before, only the devices in these slots can be.
     *
     * @param marks what happened, for the line of scores
     */
    void moved(Scoreboard before, Scoreboard after, int[] slots, List<HistoryMark> marks);
}

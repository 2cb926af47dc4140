package dev.lightmeter.server.score;

import dev.lightmeter.server.auth.Caller;
import java.util.Optional;

/** Where the endpoints get the scores of this moment. */
@FunctionalInterface
public interface ScoreSource {

    /**
     * The newest scores over the devices that the caller sees, the same object until there are newer ones; empty before the
     * first.
     */
    Optional<Scores> scoresFor(Caller caller);

    /** True as soon as there are scores; a source that has them from the start need not say so. */
    default boolean isReady() {
        return true;
    }
}

package dev.lightmeter.server.score;

import java.util.Optional;

/** Where the endpoints get the scores of this moment. */
public interface ScoreSource {

    /** The newest scores, the same object until there are newer ones; empty before the first. */
    Optional<Scores> current();
}

package dev.lightmeter.core.fleet;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import java.util.OptionalInt;

/**
 * Every weakness, path, recommendation and piece of software that was ever named, as a small int. Append-only: an int never changes its
 * meaning. Safe for use by several threads at once.
 */
public final class Dictionary {

    private final Interned<String> weaknesses = new Interned<>();
    private final Interned<FindingPath> paths = new Interned<>();
    private final Interned<String> recommendations = new Interned<>();
    private final Interned<Software> software = new Interned<>();

    /** The int of a weakness; a new one if it was never named. */
    public int weakness(String name) {
        return weaknesses.intern(name);
    }

    /** The int of a weakness; empty if it was never named. For names that anybody may make up. */
    public OptionalInt findWeakness(String name) {
        int known = weaknesses.find(name);
        return known < 0 ? OptionalInt.empty() : OptionalInt.of(known);
    }

    public String weaknessName(int weakness) {
        return weaknesses.get(weakness);
    }

    /** The number of weaknesses; their ints are 0 up to here. */
    public int weaknesses() {
        return weaknesses.size();
    }

    /** The int of a path; a new one if it was never named. */
    public int path(FindingPath path) {
        return paths.intern(path);
    }

    public FindingPath path(int path) {
        return paths.get(path);
    }

    /** {@link FindingPath#isPlain} of a path, asked for every finding that is loaded. */
    boolean isPlain(int path) {
        return paths.get(path).isPlain();
    }

    /** The number of paths; their ints are 0 up to here. */
    public int paths() {
        return paths.size();
    }

    /** The int of a piece of software; a new one if it was never named. */
    public int software(Software piece) {
        return software.intern(piece);
    }

    public Software software(int piece) {
        return software.get(piece);
    }

    /** The int of the software that a path leads through. */
    public int softwareOf(int path) {
        return software.intern(paths.get(path).software());
    }

    /** The int of the recommendation that removes a path. */
    public int recommendationOf(int path) {
        return recommendations.intern(paths.get(path).recommendation());
    }

    /** The number of pieces of software; their ints are 0 up to here. */
    public int piecesOfSoftware() {
        return software.size();
    }

    /** The int of a recommendation; a new one if it was never named. The empty string, no recommendation, is one too. */
    public int recommendation(String id) {
        return recommendations.intern(id);
    }

    /** The int of a recommendation; empty if it was never named. For ids that anybody may make up. */
    public OptionalInt findRecommendation(String id) {
        int known = recommendations.find(id);
        return known < 0 ? OptionalInt.empty() : OptionalInt.of(known);
    }

    public String recommendationId(int recommendation) {
        return recommendations.get(recommendation);
    }

    /** The number of recommendations; their ints are 0 up to here. */
    public int recommendations() {
        return recommendations.size();
    }
}

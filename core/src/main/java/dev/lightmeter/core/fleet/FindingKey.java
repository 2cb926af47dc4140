package dev.lightmeter.core.fleet;

/** Puts paths of weaknesses into numbered classes, in the ints of the {@link Dictionary}. */
@FunctionalInterface
public interface FindingKey {

    /** The class of one path of one weakness; negative if it is in none. */
    int of(int weakness, int path);
}

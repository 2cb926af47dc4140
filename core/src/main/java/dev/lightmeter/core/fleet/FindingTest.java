package dev.lightmeter.core.fleet;

/** A question about one path of one weakness on a device, in the ints of the {@link Dictionary}. */
@FunctionalInterface
public interface FindingTest {
    boolean test(int weakness, int path);
}

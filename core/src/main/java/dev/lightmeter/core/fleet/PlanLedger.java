package dev.lightmeter.core.fleet;

import java.util.Arrays;

/**
 * The devices of one {@link DeviceBlock} as a {@link Plan} needs them: for each the hazard that every recommendation removes,
 * added up over the weaknesses with a single path, and one by one those with several paths. A fifth of the findings, so
 * that looking again after every step is quick. Not safe for several threads.
 */
final class PlanLedger {

    private final int[] start = new int[DeviceBlock.SIZE + 1];
    private final int[] setStart = new int[DeviceBlock.SIZE + 1];
    private int[] recommendation = new int[DeviceBlock.SIZE * 8];
    private long[] hazard = new long[DeviceBlock.SIZE * 8];
    private int[] setWeakness = new int[0];
    private int[] setCode = new int[0];
    /** One bit for each sixty-fourth of the recommendations that concern a device: most others need no look. */
    private final long[] signature = new long[DeviceBlock.SIZE];

    private final boolean[] touched = new boolean[DeviceBlock.SIZE];
    private int entries;
    private int sets;

    static long bit(int recommendation) {
        return 1L << recommendation;
    }

    void begin(int at) {
        start[at] = entries;
        setStart[at] = sets;
        start[at + 1] = entries;
        setStart[at + 1] = sets;
    }

    void add(int at, int concerned, long removed) {
        if (entries == recommendation.length) {
            recommendation = Arrays.copyOf(recommendation, entries * 2);
            hazard = Arrays.copyOf(hazard, entries * 2);
        }
        recommendation[entries] = concerned;
        hazard[entries++] = removed;
        start[at + 1] = entries;
        signature[at] |= bit(concerned);
    }

    void addSet(int at, int weakness, int code) {
        if (sets == setCode.length) {
            setWeakness = Arrays.copyOf(setWeakness, sets * 2 + 8);
            setCode = Arrays.copyOf(setCode, sets * 2 + 8);
        }
        setWeakness[sets] = weakness;
        setCode[sets++] = code;
        setStart[at + 1] = sets;
    }

    /** Notes that a recommendation concerns the device through a path of several, or through a control. */
    void concern(int at, int concerned) {
        signature[at] |= bit(concerned);
    }

    void finish() {
        recommendation = Arrays.copyOf(recommendation, entries);
        hazard = Arrays.copyOf(hazard, entries);
    }

    boolean mayConcern(int at, int asked) {
        return (signature[at] & bit(asked)) != 0;
    }

    int from(int at) {
        return start[at];
    }

    int to(int at) {
        return start[at + 1];
    }

    int recommendation(int entry) {
        return recommendation[entry];
    }

    long hazard(int entry) {
        return hazard[entry];
    }

    int setsFrom(int at) {
        return setStart[at];
    }

    int setsTo(int at) {
        return setStart[at + 1];
    }

    int setWeakness(int set) {
        return setWeakness[set];
    }

    int setCode(int set) {
        return setCode[set];
    }

    /** True the first time it is asked about a device. */
    boolean touch(int at) {
        boolean first = !touched[at];
        touched[at] = true;
        return first;
    }
}

package dev.lightmeter.benchmarks;

/** What is alive on the heap. */
final class Heap {

    private Heap() {}

    /** Bytes in use after everything unreachable was collected. */
    static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package dev.lightmeter.core.fleet;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Spreads work over the cores: each worker has a state of its own, so nothing is shared until all are done. */
final class Workers {

    /** Blocks taken at once: enough that workers rarely meet, few enough that they end together. */
    private static final int BATCH = 32;

    private final int threads;

    Workers(int threads) {
        if (threads < 1) throw new IllegalArgumentException("a scorer needs at least one thread, got " + threads);
        this.threads = threads;
    }

    /** Calls {@code body} once for every number below {@code count}; returns the states, one or more. */
    <S> List<S> each(int count, Supplier<S> newState, ObjIntConsumer<S> body) {
        AtomicInteger next = new AtomicInteger();
        IntStream workers = IntStream.range(0, threads);
        return (threads == 1 ? workers : workers.parallel())
                .mapToObj(worker -> {
                    S state = newState.get();
                    for (int from; (from = next.getAndAdd(BATCH)) < count; ) {
                        for (int i = from; i < Math.min(from + BATCH, count); i++) body.accept(state, i);
                    }
                    return state;
                })
                .toList();
    }
}

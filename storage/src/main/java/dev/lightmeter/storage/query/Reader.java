package dev.lightmeter.storage.query;

import org.jspecify.annotations.Nullable;

/** Takes one value out of a row; null where the row has none. */
@FunctionalInterface
public interface Reader<R, V> {

    @Nullable
    V of(R row);
}

package dev.lightmeter.server.config;

import java.util.Map;
import java.util.function.Function;

/**
 * One thing that an operator can set.
 *
 * @param name dots for hierarchy, dashes inside a word
 * @param fallback what holds when it is not set
 * @param shownDefault the fallback in words, for docs/configuration.md
 * @param meaning for docs/configuration.md
 */
record Key<T>(String name, T fallback, String shownDefault, String meaning, Function<YamlValue, T> reader) {

    T in(Map<String, YamlValue> values) {
        YamlValue value = values.get(name);
        return value == null ? fallback : reader.apply(value);
    }
}

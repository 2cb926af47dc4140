package dev.lightmeter.server.odata;

import java.util.Locale;
import java.util.Optional;

/** The query options of OData that lists know. */
public enum QueryOption {
    FILTER,
    TOP,
    SKIP,
    COUNT,
    SELECT,
    ORDERBY,
    SKIPTOKEN,
    FORMAT;

    private final String text = "$" + name().toLowerCase(Locale.ROOT);

    /** The option of this name, in any letter case. */
    static Optional<QueryOption> named(String name) {
        for (QueryOption option : values()) {
            if (option.text.equalsIgnoreCase(name)) return Optional.of(option);
        }
        return Optional.empty();
    }

    /** As it stands in a query string: {@code $filter}. */
    @Override
    public String toString() {
        return text;
    }
}

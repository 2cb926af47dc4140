package dev.lightmeter.storage.query;

/** Where in a text another one is looked for. */
public enum Place {
    START {
        @Override
        boolean matches(String whole, String part) {
            return whole.startsWith(part);
        }
    },
    END {
        @Override
        boolean matches(String whole, String part) {
            return whole.endsWith(part);
        }
    },
    ANYWHERE {
        @Override
        boolean matches(String whole, String part) {
            return whole.contains(part);
        }
    };

    abstract boolean matches(String whole, String part);
}

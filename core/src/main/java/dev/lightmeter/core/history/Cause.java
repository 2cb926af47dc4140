package dev.lightmeter.core.history;

import java.util.Locale;
import java.util.Optional;

/**
 * Why the sums of a device group became others, in the order in which a change is taken apart (docs/scoring.md
 * section 7.5).
 */
public enum Cause {
    /** Nothing moved: the sums as they stood when a day of history began. */
    STANDING(0, Bar.NONE),
    /** The difference to what was recorded last before the program stopped. */
    WHILE_STOPPED(4, Bar.WHILE_STOPPED),
    /** Another version of the parameters. */
    PARAMETERS(8, Bar.RULES),
    EPSS(12, Bar.FEEDS),
    /** A weakness entered or left the catalogue of known exploited ones, or its ransomware mark changed. */
    KEV(16, Bar.FEEDS),
    /** A public or verified exploit, or one in a kit, became known. */
    EXPLOIT_EVIDENCE(20, Bar.FEEDS),
    /** CVSS, severity, attack vector, rejection or end of support. */
    RATING(24, Bar.FEEDS),
    DEVICE_IN(28, Bar.FLEET),
    DEVICE_OUT(32, Bar.FLEET),
    /** A device moved between device groups. */
    MOVED(36, Bar.FLEET),
    DEVICE_VALUE(40, Bar.FLEET),
    INTERNET_FACING(44, Bar.FLEET),
    /** An administrator took a device out of every sum, or back. */
    EXCLUDED(48, Bar.FLEET),
    /** No scan has reached the device for too long. */
    STALE(52, Bar.FLEET),
    /** A device that was stale or never assessed counts again. */
    ASSESSED(56, Bar.FLEET),
    NEW_FINDINGS(60, Bar.NEW_FINDINGS),
    RESOLVED_FINDINGS(64, Bar.RESOLVED_FINDINGS),
    /** Exceptions, VEX statements and statuses of findings that are there before and after. */
    EXCEPTIONS(68, Bar.EXCEPTIONS),
    /** Controls that fail or no longer fail. */
    CONFIGURATION(72, Bar.CONFIGURATION);

    private final int code;
    private final Bar bar;

    Cause(int code, Bar bar) {
        this.code = code;
        this.bar = bar;
    }

    /** The number that is stored: ascending in the order of causes, with room for others between. */
    public int code() {
        return code;
    }

    /** The cause with a stored number. */
    public static Cause ofCode(int code) {
        for (Cause cause : values()) if (cause.code == code) return cause;
        throw new IllegalArgumentException("no cause has the number " + code);
    }

    /** The bar of a waterfall that this cause belongs to. */
    public Bar bar() {
        return bar;
    }

    /** The spelling in answers: {@code deviceIn}. */
    public String wire() {
        return camel(name());
    }

    /** Reads {@link #wire}; empty for anything else. */
    public static Optional<Cause> parse(String wire) {
        for (Cause cause : values()) if (cause.wire().equals(wire)) return Optional.of(cause);
        return Optional.empty();
    }

    /** The bars of a waterfall, in their order. */
    public enum Bar {
        NONE,
        WHILE_STOPPED,
        RULES,
        FEEDS,
        FLEET,
        NEW_FINDINGS,
        RESOLVED_FINDINGS,
        EXCEPTIONS,
        CONFIGURATION;

        public String wire() {
            return camel(name());
        }
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            camel.append(camel.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}

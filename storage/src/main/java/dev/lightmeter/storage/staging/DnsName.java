package dev.lightmeter.storage.staging;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name by which two sources are seen to speak of one device. */
public final class DnsName {

    private static final int LONGEST = 253;

    /** At least two labels; the last one is not a number, which keeps addresses and versions out. */
    private static final Pattern QUALIFIED = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.(?![0-9]+$)[a-z0-9_-]+");

    /** What machines call themselves when nobody named them. */
    private static final Set<String> NOBODY = Set.of("localhost.localdomain", "localhost.local", "localhost.lan");

    private DnsName() {}

    /** Lower case, without a trailing dot; empty if the name is no fully qualified DNS name of one device. */
    public static Optional<String> of(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        if (plain.endsWith(".")) plain = plain.substring(0, plain.length() - 1);
        if (plain.length() > LONGEST || NOBODY.contains(plain)) return Optional.empty();
        return QUALIFIED.matcher(plain).matches() ? Optional.of(plain) : Optional.empty();
    }
}

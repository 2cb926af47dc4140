package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.Software;
import dev.lightmeter.server.recommendation.Recommendation.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sentences and names for people, made of the ids that scanners use. */
final class Naming {

    private static final Pattern OPERATING_SYSTEM = Pattern.compile(
            "(microsoft-_-windows_(\\d|server|xp|vista|rt).*)|(apple-_-mac_?os.*)|(linux-_-linux_kernel)"
                    + "|([^-]*-_-(ubuntu|debian|enterprise)_linux.*)");

    private Naming() {}

    /** {@code google}, {@code chrome} is Google Chrome; a vendor that is part of the product's name stands there once. */
    static String of(Software software) {
        String product = words(software.product());
        String vendor = words(software.vendor());
        return vendor.isEmpty() || product.regionMatches(true, 0, vendor, 0, vendor.length())
                ? product
                : vendor + " " + product;
    }

    /** What to do, as one sentence. */
    static String sentence(Kind kind, String component, String version) {
        return switch (kind) {
            case CONFIGURATION_CHANGE -> component;
            case UPDATE -> "Update " + component + (version.isEmpty() ? "" : " to version " + version);
            case UPGRADE -> "Upgrade " + component + " to a supported version";
            case UNINSTALL -> "Uninstall " + component + ", which no longer gets fixes";
        };
    }

    /** {@code OS} or {@code Application}. */
    static String category(Software software) {
        return OPERATING_SYSTEM.matcher(software.productId()).matches() ? "OS" : "Application";
    }

    private static String words(String name) {
        return Arrays.stream(name.split("[_ ]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}

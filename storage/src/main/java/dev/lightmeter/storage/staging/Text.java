package dev.lightmeter.storage.staging;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that every store keeps as it is. */
public final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /**
     * The same text with half surrogates and NUL replaced: UTF-8 has no halves and PostgreSQL no NUL, and two names must
     * not become one on their way to the disk.
     */
    public static String storable(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isBroken(text, at)) return repaired(text);
        }
        return text;
    }

    /** The same for all texts of a path. */
    public static FindingPath storable(FindingPath path) {
        Software software = storable(path.software());
        String recommendation = storable(path.recommendation());
        if (software.equals(path.software()) && recommendation.equals(path.recommendation())) return path;
        return new FindingPath(software, recommendation, path.status(), path.alert(), path.exception());
    }

    /** The same for all texts of a piece of software. */
    public static Software storable(Software software) {
        String vendor = storable(software.vendor());
        String product = storable(software.product());
        String version = storable(software.version());
        boolean same = vendor.equals(software.vendor())
                && product.equals(software.product())
                && version.equals(software.version());
        return same ? software : new Software(vendor, product, version);
    }

    /** Texts that stand one a line: without line breaks and blank ones, each once, in order. */
    public static List<String> lines(List<String> texts) {
        if (texts.isEmpty()) return texts;
        return texts.stream()
                .map(text -> storable(text).replace('\n', ' '))
                .filter(text -> !text.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** The same for text that may be missing. */
    public static @Nullable String storableOrNull(@Nullable String text) {
        return text == null ? null : storable(text);
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            if (isBroken(text, at)) repaired.setCharAt(at, REPLACEMENT);
        }
        return repaired.toString();
    }

    private static boolean isBroken(String text, int at) {
        char c = text.charAt(at);
        if (c == 0) return true;
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}

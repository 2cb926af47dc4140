package dev.lightmeter.importers.reading;

import dev.lightmeter.core.decision.Aliases.Alias;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts from outside, made fit for a database, a log line and a page. */
public final class Texts {

    /** Longest id and longest label. */
    public static final int LONGEST = 512;

    private static final int LONGEST_PROSE = 16_384;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final char REPLACEMENT = '\ufffd';

    private Texts() {}

    /** A text to be shown: control characters and broken surrogates replaced, cut to {@link #LONGEST}; never null. */
    public static String label(@Nullable String text) {
        if (text == null) return "";
        String clean = clean(text.strip());
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
    }

    /** As {@link #label}, with every run of blanks and line ends as one blank. */
    public static String line(@Nullable String text) {
        return text == null
                ? ""
                : label(
                        hasOnlySingleBlanks(text)
                                ? text
                                : BLANKS.matcher(text.strip()).replaceAll(" "));
    }

    /** As {@link #label}, but null for a missing or blank text. */
    public static @Nullable String labelOrNull(@Nullable String text) {
        String label = label(text);
        return label.isEmpty() ? null : label;
    }

    /** A text of several sentences: its line breaks stay, and it may be longer than a label; null for a blank one. */
    public static @Nullable String proseOrNull(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        String stripped = text.strip();
        String cut = stripped.length() <= LONGEST_PROSE ? stripped : stripped.substring(0, LONGEST_PROSE - 1) + "…";
        return cut.lines().map(line -> clean(line.replace('\t', ' '))).collect(Collectors.joining("\n"));
    }

    /** Says why a text cannot be an id: null if it can. */
    public static @Nullable String flawOfId(@Nullable String text) {
        if (text == null || text.isBlank()) return "is missing";
        if (text.length() > LONGEST) return "is longer than " + LONGEST + " characters";
        if (!clean(text).equals(text) || text.indexOf(REPLACEMENT) >= 0) return "has characters that no id has";
        return null;
    }

    /** The id of a weakness as the feeds write it: a CVE in upper case, no blanks around. Null for a missing one. */
    public static @Nullable String weaknessId(@Nullable String text) {
        if (text == null) return null;
        String id = text.strip();
        return id.regionMatches(true, 0, "CVE-", 0, 4) ? id.toUpperCase(Locale.ROOT) : id;
    }

    /** That an advisory is about a weakness; empty if it has no usable id, or is the weakness itself. */
    public static Optional<Alias> aliasOf(@Nullable String advisory, String weakness) {
        String id = weaknessId(advisory);
        return id == null || id.equals(weakness) || flawOfId(id) != null
                ? Optional.empty()
                : Optional.of(new Alias(id, weakness));
    }

    /** The id of the recommendation to update a piece of software, in Defender's form. */
    public static String updateOf(String vendor, String product) {
        StringBuilder id = new StringBuilder(8 + vendor.length() + product.length());
        id.append("va-_-").append(vendor).append("-_-").append(product);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == ' ') id.setCharAt(i, '_');
            else if (c >= 'A' && c <= 'Z') id.setCharAt(i, (char) (c + 'a' - 'A'));
            else if (c > '~')
                return label(id.toString().toLowerCase(Locale.ROOT).replace(' ', '_'));
        }
        return label(id.toString());
    }

    /** Replaces what neither UTF-8 nor a database can hold, or a terminal would obey. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c >= 0x7f) && isFoul(text, i)) return cleaned(text);
        }
        return text;
    }

    /** Most texts are such lines already, and this is asked of every row. */
    private static boolean hasOnlySingleBlanks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' ? i > 0 && text.charAt(i - 1) == ' ' : c >= '\t' && c <= '\r') return false;
        }
        return true;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isFoul(text, i)) clean.setCharAt(i, REPLACEMENT);
        }
        return clean.toString();
    }

    private static boolean isFoul(String text, int at) {
        char c = text.charAt(at);
        if (c < ' ' || c == 0x7f) return true;
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}

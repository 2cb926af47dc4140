package dev.lightmeter.importers.reading;

import dev.lightmeter.core.Software;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a product in the Common Platform Enumeration, 2.2 ({@code cpe:/a:php:php:5.1.6}) or 2.3
 * ({@code cpe:2.3:a:php:php:5.1.6:*:…}), or of a package in Tenable's own form ({@code p-cpe:/a:redhat:enterprise_linux:bash}).
 *
 * @param kind {@code a} for an application, {@code o} for an operating system, {@code h} for hardware
 * @param version empty if it names none
 */
public record Cpe(char kind, String vendor, String product, String version) {

    private static final int LONGEST = 1_000;

    /** Reads one name and leaves a title behind it alone ({@code cpe:/a:php:php -> PHP}); empty if it is none. */
    public static Optional<Cpe> parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) return Optional.empty();
        String name = text.strip();
        int title = name.indexOf(" -> ");
        if (title >= 0) name = name.substring(0, title).strip();
        name = name.replaceFirst("^cpe:/x-cpe:/", "cpe:/").replaceFirst("^x-cpe:/", "cpe:/");
        boolean isPackage = name.startsWith("p-cpe:/");
        if (isPackage) name = name.substring(2);
        List<String> parts;
        if (name.startsWith("cpe:2.3:")) parts = parts(name.substring(8));
        else if (name.startsWith("cpe:/")) parts = parts(name.substring(5));
        else return Optional.empty();
        if (isPackage && parts.size() > 3) parts.remove(2); // the distribution stands between vendor and package
        if (parts.size() < 3 || parts.get(0).length() != 1 || parts.get(2).isEmpty()) return Optional.empty();
        return Optional.of(
                new Cpe(parts.get(0).charAt(0), parts.get(1), parts.get(2), parts.size() > 3 ? parts.get(3) : ""));
    }

    public boolean isOperatingSystem() {
        return kind == 'o';
    }

    public Software software() {
        return new Software(vendor, product, version);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                parts.add(part(part));
                part.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '%' && hex(text, i) >= 0) {
                part.append((char) hex(text, i));
                i += 2;
            } else {
                part.append(c);
            }
        }
        parts.add(part(part));
        return parts;
    }

    private static String part(StringBuilder text) {
        String part = Texts.label(text.toString());
        return part.equals("*") || part.equals("-") ? "" : part;
    }

    /** The byte of {@code %3a}; -1 if there is none. */
    private static int hex(String text, int at) {
        if (at + 2 >= text.length()) return -1;
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

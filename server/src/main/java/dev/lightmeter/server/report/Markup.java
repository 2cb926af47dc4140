package dev.lightmeter.server.report;

/** Texts of others inside our own markup. */
final class Markup {

    private Markup() {}

    /** A text as it is, between tags or inside a quoted attribute; what XML cannot hold becomes a question mark. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isInXml(c) ? c : '?');
            }
        });
        return safe.toString();
    }

    private static boolean isInXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}

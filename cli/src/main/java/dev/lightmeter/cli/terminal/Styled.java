package dev.lightmeter.cli.terminal;

/** A piece of text and how it looks. */
public record Styled(String text, Style style) {

    private static final String CUT = "…";

    public Styled {
        text = Printable.of(text);
    }

    public static Styled plain(String text) {
        return new Styled(text, Style.PLAIN);
    }

    int width() {
        return text.codePointCount(0, text.length());
    }

    /** This text with blanks up to a width, or cut to it. */
    Styled fitted(int width, boolean right) {
        int missing = width - width();
        if (missing < 0) {
            int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
            return new Styled(width == 0 ? "" : text.substring(0, end) + CUT, style);
        }
        String blanks = " ".repeat(missing);
        return new Styled(right ? blanks + text : text + blanks, style);
    }
}

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

    /** This text with blanks behind it up to a width, or cut to it. */
    Styled flushLeft(int width) {
        return width() > width
                ? new Styled(text.substring(0, text.offsetByCodePoints(0, width - 1)) + CUT, style)
                : new Styled(text + " ".repeat(width - width()), style);
    }

    /** This text with blanks before it up to a width, or cut to it. */
    Styled flushRight(int width) {
        return width() > width ? flushLeft(width) : new Styled(" ".repeat(width - width()) + text, style);
    }

    /** Like {@link #flushLeft}, but what is cut is the beginning: the names of files differ at their ends. */
    Styled ending(int width) {
        if (width() <= width) return flushLeft(width);
        int from = text.offsetByCodePoints(0, width() - width + 1);
        return new Styled(CUT + text.substring(from), style);
    }
}

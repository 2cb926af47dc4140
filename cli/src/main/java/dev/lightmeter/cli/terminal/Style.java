package dev.lightmeter.cli.terminal;

import dev.lightmeter.core.Level;

/** How a piece of text looks on a terminal. Colour never says anything that the text does not say. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GREEN("32"),
    YELLOW("33"),
    RED("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The colour of a level. */
    public static Style of(Level level) {
        return switch (level) {
            case LOW -> GREEN;
            case MEDIUM -> YELLOW;
            case HIGH -> RED;
        };
    }

    /** A piece of text in this style. */
    public Styled text(String text) {
        return new Styled(text, this);
    }

    String on(String text, boolean colours) {
        return colours && this != PLAIN && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

package dev.lightmeter.cli.terminal;

/** Text from files and servers on its way to a terminal, which would obey the control characters in it. */
public final class Printable {

    private Printable() {}

    /** The text with every control character replaced, so that a device's name cannot move the cursor or set colours. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) return replaced(text);
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(isControl(c) ? '\uFFFD' : c);
        }
        return clean.toString();
    }

    private static boolean isControl(char c) {
        // besides C0 and C1, what turns the direction of writing round
        return Character.isISOControl(c) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}

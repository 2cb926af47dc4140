package dev.lightmeter.server.odata;

import dev.lightmeter.server.odata.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a filter into its pieces. */
final class Tokens {

    private static final Pattern GUID =
            Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z_-])");

    /** Bounded, so that no exponent asks for a number that fills the memory. */
    static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,60}(?:\\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,3})?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final OptionText source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(OptionText source) {
        this.source = source;
        this.text = source.text();
    }

    /** All pieces; the last one is {@link Kind#END}. */
    static List<Token> of(OptionText source) {
        Tokens tokens = new Tokens(source);
        tokens.read();
        return tokens.tokens;
    }

    private void read() {
        while (true) {
            while (at < text.length() && isBlank(text.charAt(at))) at++;
            if (at == text.length()) break;
            char c = text.charAt(at);
            switch (c) {
                case '(' -> add(Kind.OPEN, at + 1);
                case ')' -> add(Kind.CLOSE, at + 1);
                case ',' -> add(Kind.COMMA, at + 1);
                case '/' -> add(Kind.SLASH, at + 1);
                case ':' -> add(Kind.COLON, at + 1);
                case '\'' -> addText();
                default -> addWord();
            }
        }
        tokens.add(new Token(Kind.END, at, ""));
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, at, text.substring(at, end)));
        at = end;
    }

    /** A quote inside a text is written twice. */
    private void addText() {
        StringBuilder content = new StringBuilder();
        int i = at + 1;
        while (true) {
            int quote = text.indexOf('\'', i);
            if (quote < 0) throw source.wrongAt(at, "expected a second quote that ends the text which starts here");
            content.append(text, i, quote);
            i = quote + 1;
            if (i == text.length() || text.charAt(i) != '\'') break;
            content.append('\'');
            i++;
        }
        if (content.indexOf("\0") >= 0) throw source.wrongAt(at, "expected text without the character 0");
        tokens.add(new Token(Kind.TEXT, at, content.toString()));
        at = i;
    }

    private void addWord() {
        Kind kind = Kind.GUID;
        int end = end(GUID);
        if (end < 0) {
            kind = Kind.INSTANT;
            end = InstantText.end(text, at);
        }
        if (end < 0) {
            kind = Kind.NUMBER;
            end = end(NUMBER);
        }
        if (end < 0) {
            kind = Kind.NAME;
            end = end(NAME);
        }
        if (end < 0) {
            String found = new String(Character.toChars(text.codePointAt(at)));
            throw source.expectedAt(at, "a name, a value or a parenthesis", "'" + found + "'");
        }
        if (end < text.length() && continuesAWord(text.charAt(end))) {
            throw source.wrongAt(end, "expected the end of " + kind + " or a blank; text stands in quotes");
        }
        add(kind, end);
    }

    private int end(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean continuesAWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '+' || c == '\'';
    }
}

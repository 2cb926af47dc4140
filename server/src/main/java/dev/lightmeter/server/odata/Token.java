package dev.lightmeter.server.odata;

import java.util.Locale;

/**
 * One piece of a filter.
 *
 * @param at index of its first char
 * @param text a name or punctuation as written; a text without its quotes
 */
record Token(Kind kind, int at, String text) {

    enum Kind {
        NAME("a name"),
        TEXT("text in quotes"),
        NUMBER("a number"),
        INSTANT("a time"),
        GUID("a GUID"),
        OPEN("'('"),
        CLOSE("')'"),
        COMMA("','"),
        SLASH("'/'"),
        COLON("':'"),
        END("the end");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Whether this is the word, in any letter case. */
    boolean is(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** The text in small letters. */
    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** As an answer says it. */
    String shown() {
        return switch (kind) {
            case END -> kind.toString();
            case TEXT -> "the text '" + QueryOptions.shown(text) + "'";
            default -> "'" + QueryOptions.shown(text) + "'";
        };
    }
}

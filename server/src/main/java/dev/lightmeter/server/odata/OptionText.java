package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.ProblemException;

/** The text of one query option, which knows how to say what is wrong with it and where. */
record OptionText(QueryOption option, String text) {

    /**
     * A problem that names the column.
     *
     * @param at index of the char where the text should have been different
     * @param why what was expected there
     */
    ProblemException wrongAt(int at, String why) {
        int column = text.codePointCount(0, Math.min(at, text.length())) + 1;
        return QueryOptions.refused("The " + option + " is wrong at column " + column + ": " + why);
    }

    ProblemException expectedAt(int at, String expected, String found) {
        return wrongAt(at, "expected " + expected + ", found " + found);
    }
}

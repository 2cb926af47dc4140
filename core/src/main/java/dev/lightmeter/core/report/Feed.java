package dev.lightmeter.core.report;

import java.util.Locale;

/** The threat feeds, highest rank first: where two know the same score of a weakness, the first one counts. */
public enum Feed {
    /** Complete: a weakness missing from a new edition has lost its score. */
    EPSS(true),
    /** Complete: a weakness missing from a new edition has left the catalogue. */
    KEV(true),
    /** Comes in pages and years, so an edition only adds and changes. */
    NVD(false),
    /** Comes record by record, so an edition only adds and changes. */
    CVE(false),
    /** Complete: a weakness missing from a new edition has no exploit that the table knows of. */
    EXPLOITS(true);

    private final boolean complete;

    Feed(boolean complete) {
        this.complete = complete;
    }

    /** True if a new edition replaces all of the one before; false if it only adds and changes. */
    public boolean isComplete() {
        return complete;
    }

    /** The spelling in files and answers: {@code epss}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

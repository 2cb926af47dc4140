package dev.lightmeter.core.report;

import java.util.Objects;

/**
 * A row that could not be read, while the rows around it count.
 *
 * @param file name of the file, as the user gave it; an entry of an archive as {@code archive.zip!entry.json}
 * @param place where in the file: {@code line 812} or {@code value[3]}
 * @param reason what is wrong, with the value in it
 */
public record SkippedRow(String file, String place, String reason) {

    public SkippedRow {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return file + ", " + place + ": " + reason;
    }
}

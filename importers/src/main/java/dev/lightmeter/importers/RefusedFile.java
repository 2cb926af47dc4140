package dev.lightmeter.importers;

/**
 * A file that is not read at all.
 *
 * @param file name as the user gave it; an entry of an archive as {@code archive.zip!entry.json}
 * @param why one sentence about the file, without its name
 */
public record RefusedFile(String file, String why) {

    @Override
    public String toString() {
        return file + ": " + why;
    }
}

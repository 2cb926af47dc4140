package dev.lightmeter.importers.reading;

/** Names of devices out of the names of files, where a report does not say what was scanned. */
public final class FileNames {

    private FileNames() {}

    /** The last part of a path, and of an archive's entry, without its ending: {@code web01} of {@code a.zip!b/web01.json}. */
    public static String stem(String name) {
        int from = Math.max(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')), name.lastIndexOf('!')) + 1;
        String last = Texts.label(name.substring(from));
        int end = last.indexOf('.', 1);
        return end < 0 ? last : last.substring(0, end);
    }
}

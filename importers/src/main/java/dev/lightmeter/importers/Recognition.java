package dev.lightmeter.importers;

import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What files were taken for, and why.
 *
 * @param format id of the format, such as {@code trivy}; empty for files of no format
 * @param version of the format, or of what made the files, as their heads tell it; empty if they do not
 * @param clues what in the heads told the format, in the words of the files: {@code bomFormat is CycloneDX}
 */
public record Recognition(String format, String version, List<String> clues) {

    /** Of files that no format recognises. */
    public static final Recognition NONE = new Recognition("", "", List.of());

    private static final int LONGEST_VERSION = 40;
    private static final int MOST_CLUES = 20;

    public Recognition {
        String clean = Texts.line(version);
        version = clean.length() <= LONGEST_VERSION ? clean : clean.substring(0, LONGEST_VERSION) + "…";
        clues = List.copyOf(clues);
    }

    /** Asks a format about a head; empty if it does not recognise it. */
    static Optional<Recognition> of(
            FileHead head, String format, Predicate<FileHead> recognises, Function<FileHead, String> version) {
        return head.clues(recognises).map(clues -> new Recognition(format, version.apply(head), clues));
    }

    /** The same about this and further files of the format. */
    Recognition and(Recognition other) {
        return new Recognition(
                format,
                version.isEmpty() ? other.version : version,
                Stream.concat(clues.stream(), other.clues.stream())
                        .distinct()
                        .limit(MOST_CLUES)
                        .toList());
    }
}

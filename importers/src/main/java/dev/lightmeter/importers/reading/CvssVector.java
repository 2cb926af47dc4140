package dev.lightmeter.importers.reading;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/**
 * A CVSS vector with the base score that follows from it.
 *
 * @param version of CVSS: {@code 2.0}, {@code 3.0}, {@code 3.1} or {@code 4.0}
 * @param baseScore as a decimal: {@code 9.8}
 * @param text the vector as it was written
 */
public record CvssVector(String version, String baseScore, String text) {

    private static final String PREFIX = "CVSS:";
    private static final int LONGEST = 300;

    /** In version 4 the metrics of threat and environment change the one score that there is; only these are of the base. */
    private static final Set<String> BASE_OF_VERSION_4 =
            Set.of("CVSS", "AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA");

    /** Reads {@code CVSS:3.1/AV:N/…} and, without a prefix, version 2; empty for anything else. */
    public static Optional<CvssVector> parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) return Optional.empty();
        String vector = text.strip();
        String version = "2.0";
        if (vector.startsWith(PREFIX)) {
            int end = vector.indexOf('/');
            if (end < 0) return Optional.empty();
            version = vector.substring(PREFIX.length(), end);
        }
        try {
            double score = Cvss.fromVector(version.startsWith("4") ? baseOfVersion4(vector) : vector)
                    .calculateScore()
                    .getBaseScore();
            return Optional.of(new CvssVector(version, Double.toString(score), text));
        } catch (MalformedVectorException | IndexOutOfBoundsException _) { // the latter where a metric has no value
            return Optional.empty();
        }
    }

    private static String baseOfVersion4(String vector) {
        return Arrays.stream(vector.split("/"))
                .filter(metric -> BASE_OF_VERSION_4.contains(metric.split(":", 2)[0]))
                .collect(Collectors.joining("/"));
    }
}

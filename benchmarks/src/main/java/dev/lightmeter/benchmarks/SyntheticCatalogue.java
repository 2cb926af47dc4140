package dev.lightmeter.benchmarks;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * As many known weaknesses as there are in the world, from nothing but a seed. Only EPSS differs from one edition to the
 * next.
 */
final class SyntheticCatalogue {

    static final int WEAKNESSES = 300_000;

    private static final int KNOWN_EXPLOITED_ONE_IN = 2_000;

    private SyntheticCatalogue() {}

    static String name(int weakness) {
        return "CVE-" + (2010 + weakness % 17) + "-" + (10_000 + weakness);
    }

    static ThreatFacts facts(int weakness, int edition) {
        SplittableRandom random = new SplittableRandom(weakness);
        return new ThreatFacts(
                name(weakness),
                epssP5(weakness, edition),
                20 + random.nextInt(80),
                Severity.UNKNOWN,
                random.nextInt(10) < 7 ? AttackVector.NETWORK : AttackVector.LOCAL,
                random.nextInt(KNOWN_EXPLOITED_ONE_IN) == 0 ? Evidence.ofBits(1) : Evidence.NONE,
                false,
                EndOfSupport.NO);
    }

    static void forEachFact(int edition, Consumer<ThreatFacts> consumer) {
        for (int w = 0; w < WEAKNESSES; w++) consumer.accept(facts(w, edition));
    }

    /** An edition of EPSS as its publisher writes it: a packed table with model and date in its first line. */
    static void writeEpss(Path file, int edition, LocalDate day) throws IOException {
        try (Writer table = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
            table.write("#model_version:v2026.01.01,score_date:" + day + "T00:00:00+0000\ncve,epss,percentile\n");
            for (int w = 0; w < WEAKNESSES; w++) {
                table.write(String.format(Locale.ROOT, "%s,%.5f,0.50000%n", name(w), epssP5(w, edition) / 1e5));
            }
        }
    }

    /**
     * Most weaknesses are hardly ever exploited and a few are near certain, so steeply that the scores of devices spread
     * over all levels: about a quarter Low, most Medium, one in nine High.
     */
    private static int epssP5(int weakness, int edition) {
        double u = new SplittableRandom(31L * weakness + 1_000_000_007L * edition).nextDouble();
        return (int) (Math.pow(u, 80) * 90_000);
    }
}

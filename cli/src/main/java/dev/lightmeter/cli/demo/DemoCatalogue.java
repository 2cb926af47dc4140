package dev.lightmeter.cli.demo;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The facts about real weaknesses that the program brings along, by the software that has them. */
final class DemoCatalogue {

    /** The editions that the facts were taken from. */
    static final String EPSS_MODEL = "v2025.03.14";

    static final String EPSS_DAY = "2026-01-30";
    static final String KEV_MODEL = "2026.08.21";
    static final String KEV_DAY = "2026-08-21";
    static final String NVD_DAY = "2026-08-22";

    private static final String RESOURCE = "weaknesses.csv";
    private static final String HEADER = "id,products,published,cvss,vector,epss,known";

    private static final int URGENT_EPSS_P5 = 8_000;

    private final List<Entry> entries;
    private final Map<String, List<Entry>> byProduct = new HashMap<>();

    private DemoCatalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : this.entries) {
            for (String product : entry.products()) {
                byProduct.computeIfAbsent(product, _ -> new ArrayList<>()).add(entry);
            }
        }
    }

    /**
     * A weakness and what the feeds say about it.
     *
     * @param products as {@code vendor/product}
     * @param epssP5 EPSS in 1e-5, or {@link ThreatFacts#MISSING}
     */
    record Entry(
            String id,
            List<String> products,
            YearMonth published,
            int cvssTenths,
            AttackVector vector,
            int epssP5,
            boolean kev,
            boolean ransomware) {

        static Entry parse(String line) {
            String[] cells = line.split(",", -1);
            return new Entry(
                    cells[0],
                    Arrays.asList(cells[1].split("\\+")),
                    YearMonth.parse(cells[2]),
                    Decimals.scaled(cells[3], 1, 100).orElse(ThreatFacts.MISSING),
                    AttackVector.parse(cells[4]),
                    Decimals.scaled(cells[5], 5, 100_000).orElse(ThreatFacts.MISSING),
                    !cells[6].isEmpty(),
                    cells[6].equals("ransomware"));
        }

        /** True if attackers use it, or are likely to: such a fix is put in at once, where anybody looks after the machine. */
        boolean isUrgent() {
            return kev || epssP5 >= URGENT_EPSS_P5;
        }

        ThreatFacts inEpss() {
            return facts(epssP5, ThreatFacts.MISSING, AttackVector.UNKNOWN, Evidence.NONE);
        }

        ThreatFacts inKev() {
            return facts(
                    ThreatFacts.MISSING,
                    ThreatFacts.MISSING,
                    AttackVector.UNKNOWN,
                    new Evidence(kev, ransomware, false, false, false));
        }

        ThreatFacts inNvd() {
            return facts(ThreatFacts.MISSING, cvssTenths, vector, Evidence.NONE);
        }

        private ThreatFacts facts(int epss, int cvss, AttackVector from, Evidence evidence) {
            return new ThreatFacts(id, epss, cvss, Severity.UNKNOWN, from, evidence, false, EndOfSupport.NO);
        }
    }

    static DemoCatalogue read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DemoCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            return new DemoCatalogue(lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.equals(HEADER))
                    .map(Entry::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The weaknesses of a product, oldest first. */
    List<Entry> of(String product) {
        return byProduct.getOrDefault(product, List.of());
    }
}

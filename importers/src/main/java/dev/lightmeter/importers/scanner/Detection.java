package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.importers.reading.Cpe;
import dev.lightmeter.importers.reading.CvssChoice;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one check of a network scanner (a plugin, a QID, an NVT) found on one host, in the words that all of them share.
 *
 * <p>It becomes one finding for each CVE of the check; without a CVE, one of a weakness named after the check, such as
 * {@code nessus-57582}. What the scanner itself calls informational is no finding. Score and severity of the check stand for
 * each of its CVEs. EPSS and exploits count only where it has a single one: of several, nobody can tell which is meant.
 */
final class Detection {

    private static final int MOST_CVES = 10_000;
    private static final int LONGEST_NUMBER = 400;
    private static final int LOOKED_AT = 8_192;
    private static final int LONGEST_LABEL = 60;
    private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

    private final String scanner;
    private final String check;
    private final Set<String> cves = new LinkedHashSet<>();
    private final Set<String> notCves = new LinkedHashSet<>();
    private final Map<String, Evidence> exploits = new HashMap<>();
    private final CvssChoice cvss = new CvssChoice();
    private @Nullable String notCvss;

    String title = "";

    /** Name of the weakness where there is no CVE; made of scanner and check if it is empty. */
    String ownWeakness = "";

    /** Id of the action that removes the path; made of the product, else of the check, if it is empty. */
    String action = "";

    Severity severity = Severity.UNKNOWN;
    Evidence evidence = Evidence.NONE;

    @Nullable
    String epss;

    @Nullable
    Cpe product;

    String installedVersion = "";
    String fixedVersion = "";
    String solution = "";
    String advisory = "";
    String advisoryUrl = "";
    boolean unsupported;
    FindingStatus status = FindingStatus.OPEN;

    @Nullable
    Instant firstSeen;

    /**
     * A check that fired.
     *
     * @param scanner id of the format, which begins the names that are made of the check
     * @param check the scanner's own id of the check
     */
    Detection(String scanner, String check) {
        this.scanner = scanner;
        this.check = check.strip();
    }

    String check() {
        return check;
    }

    /** One CVE or several, separated by commas, semicolons or blanks. */
    void cves(@Nullable String list) {
        if (list == null || list.isBlank()) return;
        String plain = list.strip();
        for (String id : isOne(plain) ? new String[] {plain} : BETWEEN.split(plain, MOST_CVES)) {
            if (cves.size() >= MOST_CVES) return;
            if (id.regionMatches(true, 0, "CVE-", 0, 4)) cves.add(String.valueOf(Texts.weaknessId(id)));
            else if (id.length() > 4 && !id.equalsIgnoreCase("NOCVE") && notCves.size() < 10) notCves.add(id);
        }
    }

    /** Evidence about one CVE of several. */
    void exploit(@Nullable String cve, Evidence found) {
        String id = Texts.weaknessId(cve);
        if (id != null && exploits.size() < MOST_CVES) exploits.merge(id, found, Evidence::and);
    }

    /**
     * A score of the check; the newest version of CVSS counts.
     *
     * @param vector with or without brackets and prefix; null if there is none
     */
    void cvss(String version, @Nullable String score, @Nullable String vector) {
        if (score == null) return;
        if (isAboveTen(score)) notCvss = score;
        else cvss.offer(CvssChoice.rank(version, true), version, score, plain(vector));
    }

    /** A score with its vector behind it: {@code 8.1 (AV:N/AC:H/…)}. */
    void cvssWithVector(String version, @Nullable String text) {
        if (text == null) return;
        String plain = text.strip();
        int end = plain.indexOf(' ');
        cvss(version, end < 0 ? plain : plain.substring(0, end), end < 0 ? null : plain.substring(end));
    }

    /** Takes the versions out of what the check printed, line by line; the first place counts, if it found several. */
    void versionsIn(String output) {
        int end = Math.min(output.length(), LOOKED_AT);
        for (int from = 0; from < end; from = output.indexOf('\n', from) + 1) {
            int next = output.indexOf('\n', from);
            String line = output.substring(from, next < 0 ? output.length() : next);
            int colon = line.indexOf(':');
            if (colon > 0 && colon < LONGEST_LABEL) {
                version(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
            if (next < 0) return;
        }
    }

    private void version(String label, String value) {
        switch (label.toLowerCase(Locale.ROOT)) {
            case "installed version", "remote package installed", "version" ->
                installedVersion = Host.first(installedVersion, value);
            case "fixed version", "fixed package", "should be" -> fixedVersion = Host.first(fixedVersion, value);
            default -> {}
        }
    }

    boolean isInformational() {
        return severity == Severity.NONE;
    }

    /** Tells findings, facts and fixes, or a flaw in their place. */
    void tell(String device, ReportSink sink, Tally tally, String file, String place) {
        if (isInformational()) return;
        for (String id : notCves) tally.flaw(file, place, "not the id of a CVE:", id);
        if (notCvss != null) tally.flaw(file, place, "not a CVSS score from 0 to 10:", notCvss);
        Set<String> ids = cves.isEmpty() ? Set.of(ownName()) : cves;
        FindingPath path = new FindingPath(software(), recommendation(), status, false, null);
        SecurityUpdate update = update();
        for (String id : ids) {
            String flaw = cves.isEmpty() && ownName().endsWith("-") ? "is missing" : Texts.flawOfId(id);
            if (flaw != null) {
                tally.flaw(file, place, "the id of the weakness " + flaw, check.isEmpty() ? "" : id);
                continue;
            }
            sink.weakness(facts(id, ids.size() == 1));
            sink.finding(new ReportedFinding(device, id, path, Change.PRESENT, firstSeen));
            if (update != null) sink.fix(id, path.software(), update);
            tally.finding();
        }
    }

    private String ownName() {
        return ownWeakness.isEmpty() ? scanner + "-" + check : ownWeakness;
    }

    private ThreatFacts facts(String id, boolean alone) {
        cvss.label(severity.wire());
        return new ThreatFacts(
                id,
                alone ? epssP5() : ThreatFacts.MISSING,
                cvss.tenths(),
                cvss.severity(),
                cvss.attackVector(),
                exploits.getOrDefault(id, Evidence.NONE).and(alone ? evidence : Evidence.NONE),
                false,
                unsupported && cves.isEmpty() ? endOfSupport() : EndOfSupport.NO);
    }

    /** A probability above 1 is none: spreadsheets of some countries lose the decimal point. */
    private int epssP5() {
        int scaled = Decimals.scaled(epss, 5, 100_001).orElse(ThreatFacts.MISSING);
        return scaled > 100_000 ? ThreatFacts.MISSING : scaled;
    }

    private EndOfSupport endOfSupport() {
        boolean os = product == null ? title.contains("Operating System") : product.isOperatingSystem();
        return os ? EndOfSupport.OPERATING_SYSTEM : EndOfSupport.APPLICATION;
    }

    /** The product if it is known, else the check itself. */
    private Software software() {
        if (product == null) {
            String name = Texts.line(Host.first(title, check));
            return name.isEmpty() ? Software.UNKNOWN : new Software(scanner, name, "");
        }
        String version = Host.first(installedVersion, product.version());
        return new Software(product.vendor(), product.product(), Texts.label(version));
    }

    private String recommendation() {
        if (!action.isEmpty()) return Texts.label(action);
        if (product == null) return check.isEmpty() ? "" : Texts.label(scanner + "-_-" + Texts.line(check));
        return Texts.updateOf(product.vendor(), product.product());
    }

    private @Nullable SecurityUpdate update() {
        String version = Texts.labelOrNull(fixedVersion);
        String name = isNoSolution(solution) ? null : Texts.labelOrNull(Texts.line(solution));
        String id = Texts.labelOrNull(advisory);
        return version == null && name == null && id == null
                ? null
                : new SecurityUpdate(version, id, name, Texts.labelOrNull(advisoryUrl));
    }

    private static boolean isOne(String list) {
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c <= ' ' || c == ',' || c == ';') return false;
        }
        return true;
    }

    private static boolean isNoSolution(String text) {
        String plain = text.strip();
        return plain.equalsIgnoreCase("n/a") || plain.equals("-");
    }

    private static boolean isAboveTen(String score) {
        String plain = score.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_NUMBER) return false;
        if (plain.length() == 3 && plain.charAt(1) == '.') return false; // as nearly all are
        try {
            BigDecimal number = new BigDecimal(plain);
            return number.signum() > 0 && number.compareTo(BigDecimal.TEN) > 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** {@code CVSS2#AV:N/…} and {@code (AV:N/…)} as {@code AV:N/…}. */
    private static @Nullable String plain(@Nullable String vector) {
        if (vector == null) return null;
        String plain = vector.strip();
        if (plain.startsWith("CVSS2#")) plain = plain.substring(6);
        return plain.replace("(", "").replace(")", "");
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.importers.reading.Cpe;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the XML and the tables of OpenVAS and the Greenbone Community Edition have in common. */
final class OpenVas {

    static final String SOURCE = "openvas";

    private static final Pattern CPE = Pattern.compile("cpe:[/0-9][^\\s,]{1,500}");

    private OpenVas() {}

    /** A detection of a vulnerability test; a test that is named after a CVE is one of a scan by CVE. */
    static Detection detection(String oid) {
        Detection detection = new Detection(SOURCE, oid);
        if (oid.regionMatches(true, 0, "CVE-", 0, 4)) detection.cves(oid);
        return detection;
    }

    /** The word for the severity; a log entry is informational, and so is what scores nothing. */
    static void threat(Detection detection, String threat, String score) {
        switch (threat.strip().toLowerCase(Locale.ROOT)) {
            case "log", "debug", "error", "alarm" -> detection.severity = Severity.NONE;
            case "false positive" -> detection.status = FindingStatus.FALSE_POSITIVE;
            default -> detection.severity = isZero(score) ? Severity.NONE : Severity.parse(threat);
        }
    }

    static boolean isOutOfSupport(String title) {
        return title.contains("End of Life");
    }

    /** Takes the product out of the text that tells how it was detected. */
    static void product(Detection detection, String text) {
        if (detection.product != null) return;
        Matcher cpe = CPE.matcher(text);
        if (cpe.find()) Cpe.parse(cpe.group()).ifPresent(found -> detection.product = found);
    }

    private static boolean isZero(String score) {
        try {
            String plain = score.strip();
            return !plain.isEmpty() && plain.length() < 40 && new BigDecimal(plain).signum() == 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}

package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Qualys' files of all shapes have in common. */
final class Qualys {

    static final String SOURCE = "qualys";

    private static final Evidence PUBLIC = new Evidence(false, false, false, false, true);
    private static final Evidence IN_KIT = new Evidence(false, false, true, false, true);

    private Qualys() {}

    /** One to five: minimal, medium, serious, critical, urgent. The words are Qualys' own and stand a step higher than ours. */
    static Severity severity(@Nullable String level) {
        if (level == null) return Severity.UNKNOWN;
        return switch (level.strip()) {
            case "1", "2" -> Severity.LOW;
            case "3" -> Severity.MEDIUM;
            case "4" -> Severity.HIGH;
            case "5" -> Severity.CRITICAL;
            default -> Severity.parse(level);
        };
    }

    /** Takes over whether a check tells of a vulnerability, of a potential one, or gathers information. */
    static void type(Detection detection, String type) {
        switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "ig", "info", "information", "information gathered" -> detection.severity = Severity.NONE;
            case "practice", "potential" -> detection.status = FindingStatus.UNDER_INVESTIGATION;
            default -> {}
        }
    }

    static boolean isFixed(String status) {
        return status.strip().equalsIgnoreCase("fixed");
    }

    /** What Qualys says about one check, wherever it stands. */
    static final class Knowledge {

        private String title = "";
        private String severity = "";
        private String solution = "";
        private String cvss2 = "";
        private String cvss3 = "";
        private final StringBuilder cves = new StringBuilder();
        private final List<String> references = new ArrayList<>();
        private final List<Exploit> exploits = new ArrayList<>();

        void severity(@Nullable String level) {
            severity = Objects.requireNonNullElse(level, "");
        }

        void cves(@Nullable String list) {
            if (list != null)
                cves.append(list, 0, Math.min(list.length(), 1 << 17)).append(',');
        }

        /** A child of {@code VULN} in a scan and of {@code VULN_DETAILS} in a report. */
        void field(String name, XmlReader xml) throws IOException {
            switch (name) {
                case "TITLE" -> title = Texts.line(xml.text());
                case "SEVERITY" -> severity = xml.label();
                case "SOLUTION" -> solution = Texts.line(withoutMarkup(xml.text()));
                case "CVSS_BASE" -> cvss2 = xml.label();
                case "CVSS3_BASE" -> cvss3 = xml.label();
                case "CVSS_SCORE", "CVSS3_SCORE" -> xml.children(score -> field(score, xml));
                case "CVE_ID_LIST" ->
                    xml.children(_ -> xml.children(id -> {
                        if (id.equals("ID") && cves.length() < 1 << 17) cves(xml.label());
                    }));
                case "VENDOR_REFERENCE_LIST" ->
                    xml.children(_ -> xml.children(id -> {
                        if (id.equals("ID") && references.size() < 100) references.add(xml.label());
                    }));
                case "CORRELATION" ->
                    xml.children(kind -> {
                        if (kind.equals("EXPLOITABILITY")) xml.children(_ -> exploits(xml));
                    });
                default -> {}
            }
        }

        /** A source of exploits names itself first. */
        private void exploits(XmlReader xml) throws IOException {
            String[] source = {""};
            xml.children(name -> {
                if (name.equals("SRC_NAME")) source[0] = xml.label();
                if (name.equals("EXPLT_LIST"))
                    xml.children(_ -> xml.children(ref -> {
                        if (ref.equals("REF") && exploits.size() < 10_000) {
                            exploits.add(new Exploit(xml.label(), isKit(source[0])));
                        }
                    }));
            });
        }

        Detection detection(String qid) {
            Detection detection = new Detection(SOURCE, qid);
            detection.title = title.isEmpty() ? "QID " + qid : title;
            detection.severity = Qualys.severity(severity);
            detection.solution = solution;
            detection.cves(cves.toString());
            detection.unsupported = isOutOfSupport(title);
            detection.cvssWithVector("2.0", cvss2);
            detection.cvssWithVector("3.1", cvss3);
            if (references.size() == 1) detection.advisory = update(references.getFirst());
            for (Exploit exploit : exploits) detection.exploit(exploit.cve, exploit.inKit ? IN_KIT : PUBLIC);
            return detection;
        }

        int length() {
            int referencesLength = references.stream().mapToInt(String::length).sum();
            int exploitsLength = exploits.stream()
                    .mapToInt(exploit -> exploit.cve.length() + 40)
                    .sum();
            return title.length() + solution.length() + cves.length() + referencesLength + exploitsLength;
        }

        private static boolean isKit(String source) {
            String plain = source.toLowerCase(Locale.ROOT);
            return plain.contains("metasploit") || plain.contains("core") || plain.contains("immunity");
        }

        private record Exploit(String cve, boolean inKit) {}
    }

    static boolean isOutOfSupport(String title) {
        return title.startsWith("EOL/Obsolete");
    }

    /** The reference if it is the number of an update, such as KB5003169, and not the name of a vendor. */
    static String update(String reference) {
        String plain = reference.strip();
        return plain.matches("[A-Za-z]{2,8}[-:]?[0-9][A-Za-z0-9:._-]{2,40}") ? plain : "";
    }

    static String withoutMarkup(String text) {
        return text.replaceAll("<[^<>]{0,300}>", " ");
    }
}

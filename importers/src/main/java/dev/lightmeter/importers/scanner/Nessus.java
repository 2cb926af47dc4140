package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.importers.reading.Cpe;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Tenable's files of all shapes have in common. */
final class Nessus {

    static final String SOURCE = "nessus";

    private Nessus() {}

    /** The number of a severity, or its word; {@code None} and 0 are informational. */
    static Severity severity(@Nullable String text) {
        if (text == null) return Severity.UNKNOWN;
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "0" -> Severity.NONE;
            case "1" -> Severity.LOW;
            case "2" -> Severity.MEDIUM;
            case "3" -> Severity.HIGH;
            case "4" -> Severity.CRITICAL;
            default -> Severity.parse(text);
        };
    }

    /** One {@code ReportItem} while it is read. */
    static final class Item {

        private static final Set<String> WANTED = Set.of(
                "cve",
                "cpe",
                "cvss_base_score",
                "cvss_vector",
                "cvss3_base_score",
                "cvss3_vector",
                "cvss4_base_score",
                "cvss4_vector",
                "risk_factor",
                "epss_score",
                "exploit_available",
                "exploit_code_maturity",
                "exploit_framework_metasploit",
                "exploit_framework_core",
                "exploit_framework_canvas",
                "exploited_by_malware",
                "exploited_by_nessus",
                "unsupported_by_vendor",
                "solution",
                "see_also",
                "plugin_output",
                "xref",
                "compliance-check-name",
                "compliance-result",
                "compliance-solution");

        private final Detection detection;
        private String v2 = "";
        private String vector2 = "";
        private String v3 = "";
        private String vector3 = "";
        private String v4 = "";
        private String vector4 = "";
        private boolean exploitPublic;
        private boolean exploitInKit;
        private boolean exploitVerified;
        private String complianceName = "";
        private String complianceResult = "";
        private String complianceSolution = "";

        Item(String plugin, String title) {
            detection = new Detection(SOURCE, plugin);
            detection.title = title;
        }

        void severity(@Nullable String number) {
            detection.severity = Nessus.severity(number);
        }

        boolean isInformational() {
            return detection.isInformational();
        }

        /** Most of an item is prose that need not be copied. */
        boolean wants(String name) {
            return WANTED.contains(name);
        }

        void field(String name, String value) {
            switch (name) {
                case "cve" -> detection.cves(value);
                case "cpe" -> product(value);
                case "cvss_base_score" -> v2 = value;
                case "cvss_vector" -> vector2 = value;
                case "cvss3_base_score" -> v3 = value;
                case "cvss3_vector" -> vector3 = value;
                case "cvss4_base_score" -> v4 = value;
                case "cvss4_vector" -> vector4 = value;
                case "epss_score" -> detection.epss = value;
                case "exploit_available" -> exploitPublic |= isTrue(value);
                case "exploit_code_maturity" -> maturity(value);
                case "exploit_framework_metasploit", "exploit_framework_core", "exploit_framework_canvas" ->
                    exploitInKit |= isTrue(value);
                case "exploited_by_malware", "exploited_by_nessus" -> exploitVerified |= isTrue(value);
                case "unsupported_by_vendor" -> detection.unsupported = isTrue(value);
                case "plugin_output" -> detection.versionsIn(value);
                default -> prose(name, value);
            }
        }

        private void prose(String name, String value) {
            switch (name) {
                case "risk_factor" -> {
                    if (detection.severity == Severity.UNKNOWN) severity(value);
                }
                case "solution" -> detection.solution = value;
                case "see_also" ->
                    detection.advisoryUrl = value.strip().lines().findFirst().orElse("");
                case "xref" -> {
                    if (value.startsWith("MSKB:"))
                        detection.advisory = "KB" + value.substring(5).strip();
                }
                case "compliance-check-name" -> complianceName = value;
                case "compliance-result" -> complianceResult = value.strip();
                case "compliance-solution" -> complianceSolution = value;
                default -> {}
            }
        }

        Detection detection() {
            detection.cvss("2.0", v2, vector2);
            detection.cvss("3.1", v3, vector3);
            detection.cvss("4.0", v4, vector4);
            detection.evidence = new Evidence(false, false, exploitInKit, exploitVerified, exploitPublic);
            return detection;
        }

        boolean isCompliance() {
            return !complianceResult.isEmpty();
        }

        /** Warnings and errors of the audit itself say nothing about the host. */
        boolean isInconclusive() {
            return !isFailed() && !complianceResult.equalsIgnoreCase("PASSED");
        }

        boolean isFailed() {
            return complianceResult.equalsIgnoreCase("FAILED");
        }

        String complianceName() {
            return Host.first(complianceName, detection.title, detection.check());
        }

        String complianceSolution() {
            return complianceSolution;
        }

        private void product(String value) {
            if (detection.product != null) return;
            value.strip().lines().findFirst().flatMap(Cpe::parse).ifPresent(cpe -> detection.product = cpe);
        }

        private void maturity(String value) {
            switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "high", "functional" -> exploitVerified = true;
                case "poc", "proof-of-concept" -> exploitPublic = true;
                default -> {}
            }
        }
    }

    static boolean isTrue(@Nullable String text) {
        return text != null
                && (text.strip().equalsIgnoreCase("true") || text.strip().equalsIgnoreCase("yes"));
    }
}

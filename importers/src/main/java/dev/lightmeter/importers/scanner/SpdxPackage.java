package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One package of an SPDX document, as far as findings need it. */
final class SpdxPackage {

    private static final int MOST_REFERENCES = 10_000;
    private static final int LONGEST_ADDRESS = 2_000;

    /** Ids of advisories inside addresses. */
    private static final Pattern ID = Pattern.compile(
            "(?i)\\b(?:CVE-\\d{4}-\\d{4,19}"
                    + "|GHSA(?:-[0-9a-z]{4}){3}"
                    + "|(?:RHSA|RHBA|ALSA|RLSA|ELSA|DSA|DLA|USN|ALAS2?|GO|PYSEC|RUSTSEC|SUSE-SU|openSUSE-SU)-\\d[\\d:._-]{0,40})");

    private final List<Reference> advisories = new ArrayList<>();
    private final Map<String, String> fixes = new HashMap<>();
    private String name = "";
    private String version = "";
    private String supplier = "";
    private String purpose = "";
    private @Nullable String purl;

    static SpdxPackage read(JsonReader json) throws IOException {
        SpdxPackage found = new SpdxPackage();
        json.object(field -> {
            switch (field) {
                case "name" -> found.name = json.label();
                case "versioninfo" -> found.version = json.label();
                case "supplier" -> found.supplier = json.label();
                case "primarypackagepurpose" -> found.purpose = json.label();
                case "externalrefs" -> json.array(() -> found.reference(json));
                default -> {}
            }
        });
        return found;
    }

    boolean hasAdvisory() {
        return !advisories.isEmpty();
    }

    boolean isOperatingSystem() {
        return purpose.replace('_', '-').equals("OPERATING-SYSTEM");
    }

    Software software() {
        return PackageUrls.software(purl)
                .orElseGet(() -> new Software(supplier.replaceFirst("^(?:Organization|Person): ", ""), name, version));
    }

    void tell(String device, String file, Findings findings, Tally tally) {
        Software software = software();
        for (Reference advisory : advisories) {
            tally.record();
            String id = idIn(advisory.address);
            if (id == null) {
                tally.flaw(file, advisory.place, "the address of the advisory names no id", advisory.address);
                continue;
            }
            Advisory told = new Advisory();
            told.id(id);
            String fix = fixes.get(id);
            findings.tell(
                    advisory.place,
                    told,
                    new Occurrence(
                            device,
                            software,
                            FindingStatus.OPEN,
                            null,
                            fix == null ? null : new SecurityUpdate(null, null, null, fix)));
        }
    }

    private void reference(JsonReader json) throws IOException {
        String place = json.place();
        @Nullable String[] told = new String[2];
        json.object(field -> {
            if (field.equals("referencetype")) told[0] = json.text();
            if (field.equals("referencelocator")) told[1] = json.text();
        });
        String address = told[1];
        if (address == null || told[0] == null || address.length() > LONGEST_ADDRESS) return;
        switch (told[0]) {
            case "purl" -> purl = address;
            case "advisory" -> {
                if (advisories.size() < MOST_REFERENCES) advisories.add(new Reference(place, address));
            }
            case "fix" -> {
                String id = idIn(address);
                if (id != null && fixes.size() < MOST_REFERENCES) fixes.put(id, Texts.label(address));
            }
            default -> {}
        }
    }

    private static @Nullable String idIn(String address) {
        Matcher id = ID.matcher(address);
        return id.find() ? Texts.weaknessId(id.group()) : null;
    }

    private record Reference(String place, String address) {}
}

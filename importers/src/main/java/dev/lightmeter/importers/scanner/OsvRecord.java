package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A record in the format of OSV, as far as a finding needs it. */
final class OsvRecord {

    private static final int MOST = 10_000;

    /** Advisories that gather CVEs, as distributions publish them; in older records only {@code related} names the CVEs. */
    private static final Pattern OF_A_DISTRIBUTION = Pattern.compile(
            "(?:DSA|DLA|DTSA|USN|RHSA|RHBA|RHEA|RLSA|RXSA|ALSA|ALBA|ALEA|ELSA|SUSE-[A-Z]+|openSUSE-[A-Z]+)-.*");

    private final String place;
    private final Advisory advisory = new Advisory();
    private final List<String> related = new ArrayList<>();
    private final Map<String, Set<String>> fixedVersions = new HashMap<>();

    private OsvRecord(String place) {
        this.place = place;
    }

    static OsvRecord read(JsonReader json) throws IOException {
        OsvRecord record = new OsvRecord(json.place());
        json.object(name -> record.field(name, json));
        return record;
    }

    String place() {
        return place;
    }

    /**
     * The record as an advisory.
     *
     * @param severities scores by the ids of records, for those that have no vector
     */
    Advisory advisory(Map<String, String> severities) {
        String id = advisory.id();
        if (id != null && !advisory.hasCve() && OF_A_DISTRIBUTION.matcher(id).matches()) {
            related.forEach(advisory::alias);
        }
        if (id != null) advisory.cvss().offer(1, null, severities.get(id), null);
        return advisory;
    }

    /** The version that fixes a package; null if there are several, of which only one is for the release in use. */
    @Nullable
    String fixedVersion(String product) {
        Set<String> versions = fixedVersions.getOrDefault(product, Set.of());
        return versions.size() == 1 ? versions.iterator().next() : null;
    }

    private void field(String name, JsonReader json) throws IOException {
        switch (name) {
            case "id" -> advisory.id(json.text());
            case "aliases", "upstream" -> json.array(() -> advisory.alias(json.text()));
            case "related" ->
                json.array(() -> {
                    if (related.size() < MOST) related.add(json.label());
                });
            case "severity" ->
                json.array(() -> json.object(field -> {
                    if (field.equals("score")) advisory.cvss().offerVector(0, json.text());
                }));
            case "databasespecific" ->
                json.object(field -> {
                    if (field.equals("severity")) advisory.cvss().label(json.text());
                });
            case "affected" -> json.array(() -> affected(json));
            default -> {}
        }
    }

    private void affected(JsonReader json) throws IOException {
        String[] product = {""};
        Set<String> fixed = new HashSet<>();
        json.object(name -> {
            switch (name) {
                case "package" ->
                    json.object(field -> {
                        if (field.equals("name")) product[0] = json.label();
                    });
                case "ranges" -> json.array(() -> range(json, fixed));
                default -> {}
            }
        });
        if (fixedVersions.size() < MOST) {
            fixedVersions.computeIfAbsent(product[0], _ -> new HashSet<>()).addAll(fixed);
        }
    }

    /** A range of commits fixes with a commit, which is no version. */
    private static void range(JsonReader json, Set<String> fixed) throws IOException {
        String[] type = {""};
        Set<String> versions = new HashSet<>();
        json.object(name -> {
            switch (name) {
                case "type" -> type[0] = json.label();
                case "events" ->
                    json.array(() -> json.object(event -> {
                        if (event.equals("fixed") && versions.size() < 2) versions.add(Texts.label(json.text()));
                    }));
                default -> {}
            }
        });
        if (!type[0].equals("GIT")) fixed.addAll(versions);
    }
}

package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CycloneDX VEX in JSON: vulnerabilities with an analysis, and none of the components that they affect. With components, it is
 * a bill of materials, whose analyses are read with it.
 */
final class CycloneDxVexFormat implements VexFormat {

    @Override
    public String id() {
        return "cyclonedx-vex";
    }

    @Override
    public Description description() {
        return new Description("CycloneDX VEX 1.4 to 1.7 (JSON)", """
                # by hand or by a tool of your choice; see the use cases of CycloneDX
                lightmeter import vex.json""", """
                The state of each analysis and what it affects: a package URL, a link to a component whose reference is \
                one (`urn:cdx:…#pkg:…`), or the product of `metadata.component` by its name. The date of the document.""", """
                A statement that holds for some versions of a product only is skipped, and so is one that names no \
                product. A file with components is read as a bill of materials.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/bomformat").equals("CycloneDX")
                && head.has("/vulnerabilities[]")
                && !head.hasField("components");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/specversion");
    }

    @Override
    public void read(Content file, VexStatements into, Tally tally) throws IOException {
        Outline outline = new Outline();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                if (name.equals("serialnumber")) into.name(json.text());
                if (name.equals("version")) into.version(json.text());
                if (name.equals("metadata")) json.object(field -> outline.field(field, json, into));
                if (name.equals("components")) {
                    throw new UnreadableException("components must stand before the vulnerabilities that affect them");
                }
            }));
        }
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                if (!name.equals("vulnerabilities")) return;
                json.list(() -> {
                    Vulnerability found = new Vulnerability(json.place());
                    json.object(field -> found.field(field, json));
                    found.tell(file.name(), outline, into, tally);
                });
            }));
        }
    }

    private static final class Outline {

        private final Map<String, List<ProductName>> subjects = new HashMap<>();

        void field(String name, JsonReader json, VexStatements into) throws IOException {
            switch (name) {
                case "timestamp" -> Times.parse(json.text()).ifPresent(into::writtenAt);
                case "component" -> subject(json);
                case "authors" -> json.array(() -> json.object(field -> author(field, json, into)));
                case "supplier", "manufacturer", "manufacture" -> json.object(field -> author(field, json, into));
                default -> {}
            }
        }

        private static void author(String field, JsonReader json, VexStatements into) {
            if (field.equals("name")) into.author(json.text());
        }

        private void subject(JsonReader json) throws IOException {
            String[] told = {"", "", "", "", ""};
            json.object(field -> {
                switch (field) {
                    case "bom-ref" -> told[0] = json.label();
                    case "group" -> told[1] = json.label();
                    case "name" -> told[2] = json.label();
                    case "version" -> told[3] = json.label();
                    case "purl" -> told[4] = json.label();
                    default -> {}
                }
            });
            String full = told[1].isEmpty() ? told[2] : told[1] + "/" + told[2];
            List<ProductName> names = new ArrayList<>();
            for (String name : List.of(told[4], full, told[3].isEmpty() ? "" : full + " " + told[3])) {
                ProductNames.parse(name).ifPresent(names::add);
            }
            subjects.put(told[0], names);
        }

        List<ProductName> names(String ref) {
            List<ProductName> subject = subjects.get(ref);
            if (subject != null) return subject;
            String name = ref.startsWith("urn:cdx:") ? ref.substring(ref.indexOf('#') + 1) : ref;
            return ProductNames.parse(name).map(List::of).orElse(List.of());
        }
    }

    private static final class Vulnerability {

        private static final int MOST = 100_000;

        private final String place;
        private final List<String> refs = new ArrayList<>();
        private final List<String> weaknesses = new ArrayList<>();
        private @Nullable String state;
        private @Nullable String justification;
        private boolean onlySomeVersions;

        Vulnerability(String place) {
            this.place = place;
        }

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "id" -> weakness(json.text());
                case "references" ->
                    json.array(() -> json.object(field -> {
                        if (field.equals("id")) weakness(json.text());
                    }));
                case "analysis" ->
                    json.object(field -> {
                        if (field.equals("state")) state = json.text();
                        if (field.equals("justification")) justification = json.text();
                    });
                case "affects" -> json.array(() -> json.object(field -> affected(field, json)));
                default -> {}
            }
        }

        private void affected(String field, JsonReader json) {
            if (field.equals("ref") && refs.size() < MOST) refs.add(String.valueOf(json.text()));
            if (field.equals("versions")) onlySomeVersions = true;
        }

        private void weakness(@Nullable String id) {
            String known = Texts.weaknessId(id);
            if (known != null && Texts.flawOfId(known) == null && weaknesses.size() < 100) weaknesses.add(known);
        }

        void tell(String file, Outline outline, VexStatements into, Tally tally) throws IOException {
            FindingStatus status = CycloneDxState.parse(state).orElse(null);
            if (status == null) tally.flaw(file, place, "unknown status of a statement, which is ignored:", state);
            else if (weaknesses.isEmpty()) tally.flaw(file, place, "the statement names no weakness", null);
            else if (refs.isEmpty()) tally.flaw(file, place, "the statement names no product", null);
            else if (onlySomeVersions) tally.flaw(file, place, "holds for some versions only, which is not read", null);
            else {
                for (String weakness : weaknesses) {
                    for (String ref : refs) {
                        into.add(
                                weakness,
                                status,
                                outline.names(ref),
                                List.of(),
                                justification,
                                into.writtenAt(),
                                place);
                    }
                }
            }
        }
    }
}

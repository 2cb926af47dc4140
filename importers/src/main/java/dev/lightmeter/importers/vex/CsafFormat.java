package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSAF 2.0, as VEX and as advisory. Read in two passes: products first, because vulnerabilities name them by their ids. */
final class CsafFormat implements VexFormat {

    @Override
    public String id() {
        return "csaf";
    }

    @Override
    public Description description() {
        return new Description("CSAF 2.0", """
                curl https://VENDOR/.well-known/csaf/white/2031/vendor-2031-0001.json > advisory.json
                lightmeter import advisory.json""", """
                The status of each product of the product tree: `fixed`, `known_affected`, `known_not_affected` and `under_investigation` (with \
                `first_…` and `last_…`). Products are matched by package URL, CPE or name, components within products by \
                both. The date is that of the current release.""", """
                Scores, remediations and flags are not read. Ranges of versions in a product tree are plain names, which \
                match only what is called the same.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/document/category").startsWith("csaf_")
                || head.value("/document/csafversion").startsWith("2");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/document/csafversion");
    }

    @Override
    public void read(Content file, VexStatements into, Tally tally) throws IOException {
        CsafProducts products = new CsafProducts();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                if (name.equals("document")) CsafProducts.document(json, into);
                if (name.equals("producttree")) products.tree(json);
            }));
        }
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                if (!name.equals("vulnerabilities")) return;
                json.list(() -> {
                    Vulnerability found = new Vulnerability(json.place());
                    json.object(field -> found.field(field, json));
                    found.tell(file.name(), products, into, tally);
                });
            }));
        }
    }

    private static @Nullable FindingStatus status(String name) {
        return switch (name) {
            case "fixed", "firstfixed" -> FindingStatus.FIXED;
            case "knownaffected", "firstaffected", "lastaffected" -> FindingStatus.AFFECTED;
            case "knownnotaffected" -> FindingStatus.NOT_AFFECTED;
            case "underinvestigation" -> FindingStatus.UNDER_INVESTIGATION;
            default -> null; // merely recommended
        };
    }

    private static final class Vulnerability {

        private static final int MOST = 200_000;

        private final String place;
        private final List<String> weaknesses = new ArrayList<>();
        private final Map<String, FindingStatus> statuses = new LinkedHashMap<>();

        Vulnerability(String place) {
            this.place = place;
        }

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "cve" -> weakness(json.text());
                case "ids" ->
                    json.array(() -> json.object(field -> {
                        if (field.equals("text")) weakness(json.text());
                    }));
                case "productstatus" ->
                    json.object(kind -> {
                        FindingStatus status = status(kind);
                        if (status == null) return;
                        json.array(() -> {
                            String product = json.text();
                            if (product != null && statuses.size() < MOST) statuses.put(product, status);
                        });
                    });
                default -> {}
            }
        }

        private void weakness(@Nullable String id) {
            String known = Texts.weaknessId(id);
            if (known != null && Texts.flawOfId(known) == null && weaknesses.size() < 100) weaknesses.add(known);
        }

        void tell(String file, CsafProducts products, VexStatements into, Tally tally) throws IOException {
            if (weaknesses.isEmpty()) {
                tally.flaw(file, place, "the statement names no weakness", null);
                return;
            }
            for (Map.Entry<String, FindingStatus> status : statuses.entrySet()) {
                CsafProducts.Product product = products.product(status.getKey());
                if (product == null) {
                    tally.flaw(file, place, "the product is not in the product tree:", status.getKey());
                    continue;
                }
                for (String weakness : weaknesses) {
                    into.add(
                            weakness,
                            status.getValue(),
                            product.wholes(),
                            product.parts(),
                            null,
                            into.writtenAt(),
                            place);
                }
            }
        }
    }
}

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
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenVEX 0.0.1 and 0.2.0. Read in two passes: the date of the document, which undated statements have, may stand last. */
final class OpenVexFormat implements VexFormat {

    @Override
    public String id() {
        return "openvex";
    }

    @Override
    public Description description() {
        return new Description("OpenVEX 0.0.1 and 0.2.0", """
                vexctl create --product pkg:oci/shop --vuln CVE-2031-0001 --status not_affected \\
                    --justification vulnerable_code_not_in_execute_path > shop.vex.json
                lightmeter import shop.vex.json""", """
                Statements with their vulnerability and its aliases, products, subcomponents, status, justification and time. Products are \
                matched by package URL, CPE or name, and by the name of an image.""", """
                Impact statements and action statements are not kept.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/@context").startsWith("https://openvex.dev/ns");
    }

    @Override
    public String version(FileHead head) {
        String context = head.value("/@context");
        return context.contains("/v") ? context.substring(context.lastIndexOf("/v") + 2) : "";
    }

    @Override
    public void read(Content file, VexStatements into, Tally tally) throws IOException {
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "@id" -> into.name(json.text());
                    case "author" -> into.author(json.text());
                    case "version" -> into.version(json.text());
                    case "timestamp", "lastupdated" ->
                        Times.parse(json.text())
                                .filter(told -> told.isAfter(into.writtenAt()))
                                .ifPresent(into::writtenAt);
                    default -> {}
                }
            }));
        }
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> json.object(name -> {
                if (!name.equals("statements")) return;
                json.list(() -> {
                    Statement statement = new Statement(json.place(), into.writtenAt());
                    json.object(field -> statement.field(field, json));
                    statement.tell(file.name(), into, tally);
                });
            }));
        }
    }

    private static final class Statement {

        private static final int MOST = 10_000;

        private final String place;
        private final List<String> weaknesses = new ArrayList<>();
        private final List<Product> products = new ArrayList<>();
        private final List<ProductName> commonParts = new ArrayList<>();
        private Instant at;
        private @Nullable String status;
        private @Nullable String justification;

        Statement(String place, Instant at) {
            this.place = place;
            this.at = at;
        }

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "vulnerability" -> vulnerability(json);
                case "status" -> status = json.text();
                case "justification" -> justification = json.text();
                case "timestamp", "lastupdated" -> {
                    Instant told = Times.parse(json.text()).orElse(at);
                    if (name.equals("timestamp") || told.isAfter(at)) at = told;
                }
                case "products" ->
                    json.array(() -> {
                        if (products.size() < MOST) products.add(Product.read(json));
                    });
                case "subcomponents" -> json.array(() -> names(json, commonParts));
                default -> {}
            }
        }

        /** A text in 0.0.1, an object since. */
        private void vulnerability(JsonReader json) throws IOException {
            weakness(json.text());
            json.object(field -> {
                switch (field) {
                    case "name" -> weakness(json.text());
                    case "aliases" -> json.array(() -> weakness(json.text()));
                    default -> {}
                }
            });
        }

        private void weakness(@Nullable String id) {
            String known = Texts.weaknessId(id);
            if (known != null && Texts.flawOfId(known) == null && weaknesses.size() < MOST) weaknesses.add(known);
        }

        void tell(String file, VexStatements into, Tally tally) throws IOException {
            FindingStatus said =
                    FindingStatus.parse(status == null ? "" : status).orElse(null);
            if (said == null) tally.flaw(file, place, "unknown status of a statement, which is ignored:", status);
            else if (weaknesses.isEmpty()) tally.flaw(file, place, "the statement names no weakness", null);
            else if (products.isEmpty()) tally.flaw(file, place, "the statement names no product", null);
            else tell(said, into);
        }

        private void tell(FindingStatus said, VexStatements into) throws IOException {
            for (String weakness : weaknesses) {
                for (Product product : products) {
                    List<ProductName> parts = product.parts.isEmpty() ? commonParts : product.parts;
                    into.add(weakness, said, product.names, parts, justification, at, place);
                }
            }
        }
    }

    private static final class Product {

        private final List<ProductName> names = new ArrayList<>();
        private final List<ProductName> parts = new ArrayList<>();

        static Product read(JsonReader json) throws IOException {
            Product product = new Product();
            OpenVexFormat.names(json, product.names, product.parts);
            return product;
        }
    }

    private static void names(JsonReader json, List<ProductName> names) throws IOException {
        names(json, names, new ArrayList<>());
    }

    /** A text in 0.0.1, since then an object with an id, more identifiers, and components of its own. */
    private static void names(JsonReader json, List<ProductName> names, List<ProductName> parts) throws IOException {
        name(json.text(), names);
        json.object(field -> {
            switch (field) {
                case "@id" -> name(json.text(), names);
                case "identifiers" -> json.object(_ -> name(json.text(), names));
                case "subcomponents" -> json.array(() -> names(json, parts));
                default -> {}
            }
        });
    }

    private static void name(@Nullable String text, List<ProductName> names) {
        if (names.size() < Statement.MOST) ProductNames.parse(text).ifPresent(names::add);
    }
}

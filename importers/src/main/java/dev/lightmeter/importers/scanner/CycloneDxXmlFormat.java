package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.UnreadableException;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CycloneDX in XML, 1.2 to 1.7, with vulnerabilities at its end as since 1.4, or in the components that they affect, as the
 * vulnerability extension 1.0 puts them. Means the same as {@link CycloneDxFormat}.
 */
final class CycloneDxXmlFormat implements ScannerFormat {

    /** What a component may have is bounded so that a file cannot fill the memory. */
    private static final int MOST_VULNERABILITIES = 100_000;

    private static final String NAMESPACE = "http://cyclonedx.org/schema/bom/";

    @Override
    public String id() {
        return "cyclonedx-xml";
    }

    @Override
    public Description description() {
        return new Description("CycloneDX XML 1.2 to 1.7", """
                grype nginx:1.27 --output cyclonedx --file bom.xml
                cyclonedx convert --input-file bom.json --output-file bom.xml""", """
                As CycloneDX JSON. Before 1.4, vulnerabilities stand in the components that they affect, which is read \
                too.""", """
                As CycloneDX JSON. Before 1.4, a file cannot say that somebody looked and found nothing: without any \
                vulnerability its device is listed and not assessed. Statements without components (VEX) only add to \
                what was reported of the product that they name.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.namespace().startsWith(NAMESPACE) && head.hasElement("/bom");
    }

    @Override
    public String version(FileHead head) {
        return head.namespace().substring(NAMESPACE.length());
    }

    @Override
    public ReportHeader header(FileHead head) {
        boolean statementsAlone = head.hasElement("/bom/vulnerabilities") && !head.hasElement("/bom/components");
        return new ReportHeader(CycloneDxFormat.SOURCE, statementsAlone ? Kind.DELTA : Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        CycloneDxBom bom = new CycloneDxBom(FileNames.stem(file.name()));
        try (XmlReader xml = new XmlReader(file, Progress.NONE)) {
            xml.root(_ -> xml.children(name -> outline(name, xml, bom)));
        }
        bom.tell(sink);
        Reading reading = new Reading(bom, file.name(), sink, tally);
        try (XmlReader xml = new XmlReader(file, progress)) {
            xml.root(_ -> xml.children(name -> {
                switch (name) {
                    case "components" -> xml.children(_ -> reading.component(xml));
                    case "vulnerabilities" -> xml.children(_ -> reading.vulnerability(xml));
                    default -> {}
                }
            }));
        }
    }

    private static void outline(String name, XmlReader xml, CycloneDxBom bom) throws IOException {
        switch (name) {
            case "metadata" ->
                xml.children(field -> {
                    if (field.equals("timestamp")) bom.madeAt(xml.text());
                    if (field.equals("component")) bom.subject(component(xml, bom));
                });
            case "components" -> {
                bom.tellsComponents();
                xml.children(_ -> bom.component(component(xml, bom)));
            }
            case "services" -> xml.children(_ -> bom.component(component(xml, bom)));
            case "vulnerabilities" -> bom.tellsVulnerabilities();
            default -> {}
        }
    }

    /** The component; those within it are told to the bill at once. */
    private static CycloneDxComponent component(XmlReader xml, CycloneDxBom bom) throws IOException {
        CycloneDxComponent component = begun(xml);
        xml.children(name -> {
            switch (name) {
                case "components" -> xml.children(_ -> bom.component(component(xml, bom)));
                case "vulnerabilities" -> bom.tellsVulnerabilities();
                default -> plainField(name, xml, component);
            }
        });
        return component;
    }

    private static CycloneDxComponent begun(XmlReader xml) {
        CycloneDxComponent component = new CycloneDxComponent();
        component.field("bom-ref", xml.attribute("bom-ref"));
        component.field("type", xml.attribute("type"));
        return component;
    }

    private static void plainField(String name, XmlReader xml, CycloneDxComponent component) throws IOException {
        switch (name) {
            case "group", "publisher", "name", "version", "purl" -> component.field(name, xml.text());
            default -> {}
        }
    }

    /** The second pass. */
    private static final class Reading {

        private final CycloneDxBom bom;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Findings findings;

        Reading(CycloneDxBom bom, String file, ReportSink sink, Tally tally) {
            this.bom = bom;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.findings = new Findings(file, sink, tally);
        }

        void component(XmlReader xml) throws IOException {
            CycloneDxComponent component = begun(xml);
            List<Placed> within = new ArrayList<>(0);
            xml.children(name -> {
                switch (name) {
                    case "components" -> xml.children(_ -> component(xml));
                    case "vulnerabilities" ->
                        xml.children(_ -> {
                            tally.record();
                            String place = xml.place();
                            if (within.size() == MOST_VULNERABILITIES) {
                                throw new UnreadableException(
                                        place,
                                        "a component has more than " + MOST_VULNERABILITIES + " vulnerabilities");
                            }
                            within.add(new Placed(place, read(xml)));
                        });
                    default -> plainField(name, xml, component);
                }
            });
            if (component.isSoftware()) sink.software(ReportedSoftware.named(bom.device(), component.software()));
            for (Placed found : within) {
                found.vulnerability.affects(found.place, CycloneDxVulnerability.Affected.itself(component.software()));
                found.vulnerability.tell(file, found.place, bom, findings, tally);
            }
        }

        void vulnerability(XmlReader xml) throws IOException {
            tally.record();
            String place = xml.place();
            read(xml).tell(file, place, bom, findings, tally);
        }

        private static CycloneDxVulnerability read(XmlReader xml) throws IOException {
            CycloneDxVulnerability vulnerability = new CycloneDxVulnerability();
            xml.children(name -> {
                switch (name) {
                    case "id" -> vulnerability.id(xml.text());
                    case "source" -> vulnerability.source(source(xml));
                    case "recommendation" -> vulnerability.recommendation(xml.text());
                    case "references" ->
                        xml.children(_ -> xml.children(field -> {
                            if (field.equals("id")) vulnerability.reference(xml.text());
                        }));
                    case "ratings" -> xml.children(_ -> vulnerability.rating(rating(xml)));
                    case "analysis" ->
                        xml.children(field -> {
                            if (field.equals("state")) vulnerability.state(xml.text());
                        });
                    case "affects" -> xml.children(_ -> vulnerability.affects(xml.place(), affected(xml)));
                    default -> {}
                }
            });
            return vulnerability;
        }

        /** The name is an element since 1.4 and was an attribute before. */
        private static @Nullable String source(XmlReader xml) throws IOException {
            @Nullable String[] told = {xml.attribute("name")};
            xml.children(name -> {
                if (name.equals("name")) told[0] = xml.text();
            });
            return told[0];
        }

        private static CycloneDxVulnerability.Rating rating(XmlReader xml) throws IOException {
            CycloneDxVulnerability.Rating rating = new CycloneDxVulnerability.Rating();
            xml.children(name -> {
                switch (name) {
                    case "source" -> rating.source(source(xml));
                    case "score" -> rating.field(name, score(xml));
                    case "severity", "method", "vector" -> rating.field(name, xml.text());
                    default -> {}
                }
            });
            return rating;
        }

        /** A number since 1.4, and before that an element for each part of the score. */
        private static String score(XmlReader xml) throws IOException {
            @Nullable String[] base = new String[1];
            String own = xml.textAndChildren(part -> {
                if (part.equals("base")) base[0] = xml.text();
            });
            return base[0] == null ? own : base[0];
        }

        private static CycloneDxVulnerability.Affected affected(XmlReader xml) throws IOException {
            CycloneDxVulnerability.Affected affected = new CycloneDxVulnerability.Affected();
            xml.children(name -> {
                switch (name) {
                    case "ref" -> affected.ref(xml.text().strip());
                    case "versions" -> xml.children(_ -> version(xml, affected));
                    default -> {}
                }
            });
            return affected;
        }

        private static void version(XmlReader xml, CycloneDxVulnerability.Affected affected) throws IOException {
            @Nullable String[] told = new String[2];
            xml.children(name -> {
                if (name.equals("version")) told[0] = xml.text();
                if (name.equals("status")) told[1] = xml.text().strip();
            });
            affected.version(told[0], told[1]);
        }

        private record Placed(String place, CycloneDxVulnerability vulnerability) {}
    }
}

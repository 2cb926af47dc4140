package dev.lightmeter.importers.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which elements occur where in a head, which may end in the middle of the XML. */
final class XmlOutline {

    private static final int DEEPEST = 5;

    private final Set<String> paths = new HashSet<>();
    private final Map<String, String> attributes = new HashMap<>();
    private String namespace = "";

    private XmlOutline() {}

    static XmlOutline of(byte[] head) {
        XmlOutline outline = new XmlOutline();
        try {
            outline.walk(Xml.reader(new ByteArrayInputStream(head)));
        } catch (IOException | XMLStreamException _) {
            // the head ends in the middle, or is not XML at all: what was seen so far is what there is to see
        }
        return outline;
    }

    /** True if an element stands at a path of local names, such as {@code /NexposeReport/nodes}. */
    boolean has(String path) {
        return paths.contains(path);
    }

    /** An attribute of the first element at a path; empty if there is none. */
    String attribute(String path, String name) {
        return attributes.getOrDefault(path + "@" + name, "");
    }

    /** Namespace of the outermost element; empty if it has none. */
    String namespace() {
        return namespace;
    }

    private void walk(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder here = new StringBuilder();
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth++ == 0) namespace = Objects.requireNonNullElse(xml.getNamespaceURI(), "");
                    here.append('/').append(xml.getLocalName());
                    if (depth <= DEEPEST) remember(here.toString(), xml);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    here.setLength(here.lastIndexOf("/"));
                }
                default -> {}
            }
        }
    }

    private void remember(String path, XMLStreamReader xml) {
        if (!paths.add(path)) return;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(path + "@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
    }
}

package dev.lightmeter.server.odata;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the description as XML, CSDL 4.0. */
final class CsdlXml {

    private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
    private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";

    /** Digits behind the second of the times that we write. */
    private static final String TIME_DIGITS = "7";

    private final XMLStreamWriter xml;

    private CsdlXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(Csdl csdl) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
            new CsdlXml(xml).document(csdl);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private void document(Csdl csdl) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("edmx", "Edmx", EDMX);
        xml.writeNamespace("edmx", EDMX);
        xml.writeAttribute("Version", "4.0");
        xml.writeStartElement("edmx", "DataServices", EDMX);
        for (Map.Entry<String, Map<String, Csdl.TypeEntry>> namespace :
                csdl.types().entrySet()) {
            xml.writeStartElement("Schema");
            xml.writeDefaultNamespace(EDM);
            xml.writeAttribute("Namespace", namespace.getKey());
            for (Map.Entry<String, Csdl.TypeEntry> type : namespace.getValue().entrySet()) {
                type(type.getKey(), type.getValue());
            }
            if (namespace.getKey().equals(Shape.NAMESPACE)) container(csdl);
            xml.writeEndElement();
        }
        xml.writeEndDocument();
    }

    private void type(String name, Csdl.TypeEntry type) throws XMLStreamException {
        Optional<String> key = type.key();
        xml.writeStartElement(key.isPresent() ? "EntityType" : "ComplexType");
        xml.writeAttribute("Name", name);
        if (key.isPresent()) {
            xml.writeStartElement("Key");
            xml.writeEmptyElement("PropertyRef");
            xml.writeAttribute("Name", key.get());
            xml.writeEndElement();
        }
        for (Csdl.FieldEntry field : Csdl.fields(type)) field(field);
        xml.writeEndElement();
    }

    private void field(Csdl.FieldEntry field) throws XMLStreamException {
        xml.writeEmptyElement("Property");
        xml.writeAttribute("Name", field.name());
        xml.writeAttribute("Type", field.isCollection() ? "Collection(" + field.type() + ")" : field.type());
        if (!field.isNullable()) xml.writeAttribute("Nullable", "false");
        if (field.type().equals("Edm.DateTimeOffset")) xml.writeAttribute("Precision", TIME_DIGITS);
    }

    private void container(Csdl csdl) throws XMLStreamException {
        xml.writeStartElement("EntityContainer");
        xml.writeAttribute("Name", Csdl.CONTAINER);
        for (EntitySet<?> set : csdl.sets()) {
            xml.writeEmptyElement("EntitySet");
            xml.writeAttribute("Name", set.name());
            xml.writeAttribute("EntityType", set.shape().typeName());
        }
        xml.writeEndElement();
    }
}

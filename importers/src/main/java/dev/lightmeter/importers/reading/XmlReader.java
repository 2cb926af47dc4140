package dev.lightmeter.importers.reading;

import com.ctc.wstx.exc.WstxLazyException;
import dev.lightmeter.importers.Progress;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an XML text of any size as it streams by. At an element, take its attributes first, then either its
 * {@link #children} or its {@link #text}; an element that nobody reads is passed over. Names are local names; prefixes and
 * namespaces do not matter. Document types are passed over unread, and entities of one's own are refused.
 *
 * <pre>{@code
 * xml.root(root -> xml.children(name -> {
 *     switch (name) {
 *         case "host" -> id = xml.attribute("id");
 *         case "title" -> title = xml.text();
 *     }
 * }));
 * }</pre>
 */
public final class XmlReader implements Closeable {

    /** Longest text that is kept of an element; the rest is passed over. */
    public static final int LONGEST_TEXT = 1 << 16;

    /** Names of elements, and of attributes, that no honest file exceeds. */
    private static final int MOST_NAMES = 10_000;

    private final InputStream in;
    private final XMLStreamReader xml;
    private final Set<String> names = new HashSet<>();
    private int depth;

    /** Opens a file from the beginning. */
    public XmlReader(Content file, Progress progress) throws IOException {
        in = file.open(progress);
        try {
            xml = Xml.reader(in);
        } catch (XMLStreamException e) {
            in.close();
            throw unreadable(e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Calls back at the outermost element and reads on to the end of the file. */
    public void root(ElementReader root) throws IOException {
        while (depth == 0) next();
        root.element(xml.getLocalName());
        passOver(0);
        try {
            while (xml.hasNext()) xml.next();
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    /** Calls back at each child of this element. */
    public void children(ElementReader children) throws IOException {
        readChildren(null, children);
    }

    /** Calls back at each child of this element, and gives the text that stands around them. */
    public String textAndChildren(ElementReader children) throws IOException {
        StringBuilder own = new StringBuilder();
        readChildren(own, children);
        return own.toString();
    }

    /** All text in this element, that of its descendants too, cut to {@link #LONGEST_TEXT}. */
    public String text() throws IOException {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) append(text);
        }
        return text.toString();
    }

    /** The text of this element to be shown, see {@link Texts#label}. */
    public String label() throws IOException {
        return Texts.label(text());
    }

    /** An attribute of this element; null if it has none of this name. */
    public @Nullable String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) return xml.getAttributeValue(i);
        }
        return null;
    }

    /** Namespace of this element; empty if it has none. */
    public String namespace() {
        return Objects.requireNonNullElse(xml.getNamespaceURI(), "");
    }

    /** Where the reading is. */
    public String place() {
        return "line " + Math.max(1, xml.getLocation().getLineNumber());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void readChildren(@Nullable StringBuilder own, ElementReader children) throws IOException {
        int outside = depth - 1;
        while (depth > outside) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                int here = depth - 1;
                children.element(xml.getLocalName());
                passOver(here);
            } else if (own != null && event == XMLStreamConstants.CHARACTERS) {
                append(own);
            }
        }
    }

    private void passOver(int outside) throws IOException {
        while (depth > outside) next();
    }

    private int next() throws IOException {
        try {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    remember(xml.getLocalName());
                    for (int i = 0; i < xml.getAttributeCount(); i++) remember(xml.getAttributeLocalName(i));
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UnreadableException(place(), "entities are refused: &" + xml.getLocalName() + ";");
                case XMLStreamConstants.END_DOCUMENT -> throw new EOFException();
                default -> {}
            }
            return event;
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    /** The parser keeps every name that it has seen. */
    private void remember(String name) throws IOException {
        if (names.size() == MOST_NAMES && !names.contains(name)) {
            throw new UnreadableException(
                    place(), "more than any honest file needs: " + MOST_NAMES + " names of elements and attributes");
        }
        names.add(name);
    }

    /** Text is parsed when it is asked for, and only then found to be broken. */
    private void append(StringBuilder text) throws IOException {
        int room = LONGEST_TEXT - text.length();
        if (room <= 0) return;
        try {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
        } catch (WstxLazyException e) {
            if (e.getCause() instanceof XMLStreamException broken) throw unreadable(broken);
            throw e;
        }
    }

    /** What went wrong, with the line where it did. */
    private static IOException unreadable(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException cause) return cause;
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
        return new UnreadableException("line " + line, reason(String.valueOf(e.getMessage())));
    }

    private static String reason(String message) {
        String first = message.lines().findFirst().orElse(message);
        String lower = first.toLowerCase(Locale.ROOT);
        if (lower.startsWith("unexpected eof") || lower.startsWith("unexpected end of input"))
            return "the file ends in the middle; is it truncated?";
        if (lower.contains("element depth")) return "more than any honest file needs: elements nested too deep";
        if (lower.contains("attribute size")) return "more than any honest file needs: an attribute that is too long";
        if (lower.contains("attribute limit")) return "more than any honest file needs: too many attributes";
        if (lower.contains("general entity")) return "entities are refused: " + first;
        return "broken XML: " + first;
    }

    /** Is called at an element, with its local name. */
    @FunctionalInterface
    public interface ElementReader {
        void element(String name) throws IOException;
    }
}

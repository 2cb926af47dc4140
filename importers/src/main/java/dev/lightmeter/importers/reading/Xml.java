package dev.lightmeter.importers.reading;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The one way in which this module opens XML: bounded, deaf to document types and entities, and forgiving where scanners copy
 * control characters out of banners.
 */
final class Xml {

    private static final int DEEPEST = 200;
    private static final int LONGEST_ATTRIBUTE = 1 << 20;
    private static final int DECLARATION = 256;
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

    private static final WstxInputFactory FACTORY = factory();

    private Xml() {}

    /** Reads from the beginning; the reader stands before the first element. */
    static XMLStreamReader reader(InputStream in) throws IOException, XMLStreamException {
        return FACTORY.createXMLStreamReader(new TamedText(text(in)));
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
        factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, 1 << 14);
        return factory;
    }

    /** A byte order mark outweighs the declaration: tools that change the encoding leave the declaration as it was. */
    private static Reader text(InputStream in) throws IOException {
        BufferedInputStream text = new BufferedInputStream(in);
        text.mark(DECLARATION);
        byte[] first = text.readNBytes(DECLARATION);
        text.reset();
        FileHead head = new FileHead(first, false);
        return new ForgivingText(text, head.hasMark() ? head.charset() : declared(first));
    }

    private static Charset declared(byte[] first) throws IOException {
        String beginning = new String(first, StandardCharsets.ISO_8859_1);
        int end = beginning.indexOf("?>");
        if (!beginning.startsWith("<?xml") || end < 0) return StandardCharsets.UTF_8;
        Matcher encoding = ENCODING.matcher(beginning.substring(0, end));
        if (!encoding.find()) return StandardCharsets.UTF_8;
        try {
            Charset charset = Charset.forName(encoding.group(1));
            // these bytes were just read as ASCII, so a declaration of UTF-16 cannot be true
            return charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw new UnreadableException("line 1", "the encoding " + encoding.group(1) + " is not known");
        }
    }

    /**
     * Refuses what no markup interrupts for long, because the parser would hold a name of a gigabyte in memory; and replaces
     * control characters, which XML does not allow and scanners copy out of banners all the same.
     */
    private static final class TamedText extends FilterReader {

        private static final int LONGEST_WORD = 1 << 23;
        private static final char REPLACEMENT = '\ufffd';

        private int wordLength;

        TamedText(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] chars, int offset, int length) throws IOException {
            int read = super.read(chars, offset, length);
            if (read <= 0) return read;
            for (int i = offset; i < offset + read; i++) {
                if (chars[i] < ' ' && isForbidden(chars[i])) chars[i] = REPLACEMENT;
            }
            // a word that begins within a buffer is short
            wordLength = isOneWord(chars, offset, read) ? wordLength + read : 0;
            if (wordLength > LONGEST_WORD) {
                throw new UnreadableException("more than any honest file needs: a word of millions of characters");
            }
            return read;
        }

        private static boolean isForbidden(char c) {
            return c != '\n' && c != '\r' && c != '\t';
        }

        /** Most buffers have a blank near their beginning. */
        private static boolean isOneWord(char[] chars, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                char c = chars[i];
                if (c <= ' ' || c == '<' || c == '>' || c == '/' || c == '=') return false;
            }
            return true;
        }
    }
}

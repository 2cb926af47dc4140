package dev.lightmeter.importers.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Text in an encoding that the file may not keep to. A byte that the encoding does not have is read as Windows-1252: what
 * spreadsheets write without saying so, and what scanners copy out of banners. A byte order mark is not part of the text.
 */
final class ForgivingText extends Reader {

    private static final int BUFFER = 1 << 14;
    private static final int LONGEST_ERROR = 8;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER + LONGEST_ERROR).limit(0);
    private boolean begun;
    private boolean ended;

    ForgivingText(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (!chars.hasRemaining()) {
            if (!fill()) return -1;
            if (!begun && chars.get(chars.position()) == BYTE_ORDER_MARK) chars.get();
            begun = true;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Decodes at least one character; false if there is none left. */
    private boolean fill() throws IOException {
        chars.clear().limit(BUFFER);
        while (chars.position() == 0) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                chars.limit(chars.capacity());
                for (int i = result.length(); i > 0; i--) chars.put(fallback(bytes.get()));
            } else if (chars.position() == 0) {
                if (ended) break;
                refill();
            }
        }
        chars.flip();
        return chars.hasRemaining();
    }

    private void refill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) ended = true;
        else bytes.position(bytes.position() + read);
        bytes.flip();
    }

    private static char fallback(byte one) {
        return FALLBACK.decode(ByteBuffer.wrap(new byte[] {one})).get();
    }
}

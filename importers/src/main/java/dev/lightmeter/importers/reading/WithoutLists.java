package dev.lightmeter.importers.reading;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A JSON text in which the lists of the outermost object are empty: for a first look at a file whose findings stand before the
 * name of what they were found on. Looks for quotation marks and brackets only, eight bytes at a time, so it takes half the
 * time of a parser; what is wrong in a list is left for the second look to find. Line ends stay, so that lines count alike. A
 * text in UTF-16 or UTF-32 passes as it is.
 */
public final class WithoutLists extends InputStream {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int depth;
    private boolean begun;
    private boolean isWide;
    private boolean inList;
    private boolean inText;
    private boolean isEscaped;
    private int lineEnds;

    public WithoutLists(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0 && length > 0) {
            if (at == end && !fill()) return -1;
            if (inList) skim();
            while (lineEnds > 0 && count < length) {
                target[offset + count++] = '\n';
                lineEnds--;
            }
            if (!inList && lineEnds == 0) count += copy(target, offset + count, length - count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = in.readNBytes(buffer, 0, buffer.length);
        if (!begun) isWide = isWide();
        begun = true;
        return end > 0;
    }

    /** JSON begins with ASCII characters, which have zeros beside them in the wide encodings. */
    private boolean isWide() {
        for (int i = 0; i < Math.min(4, end); i++) {
            if (buffer[i] == 0) return true;
        }
        return false;
    }

    /** Copies up to the start of a list, and with it. */
    private int copy(byte[] target, int offset, int length) {
        int from = at;
        int stop = Math.min(end, at + length);
        while (at < stop && !inList) {
            byte next = buffer[at++];
            if (inText) passInText(next);
            else if (next == '[' && depth == 1 && !isWide) inList = true;
            else pass(next);
        }
        System.arraycopy(buffer, from, target, offset, at - from);
        return at - from;
    }

    /** Goes on to the end of the list, whose bracket is left for {@link #copy}. */
    private void skim() {
        while (at < end) {
            if (inText) {
                if (!isEscaped) skipPlainText();
                if (at < end) passInText(buffer[at++]);
            } else if (depth == 1 && buffer[at] == ']') {
                inList = false;
                depth++; // which the bracket takes back
                return;
            } else {
                byte next = buffer[at++];
                if (next == '\n') lineEnds++;
                else pass(next);
            }
        }
    }

    private void pass(byte next) {
        switch (next) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
    }

    private void passInText(byte next) {
        if (isEscaped) isEscaped = false;
        else if (next == '\\') isEscaped = true;
        else if (next == '"') inText = false;
    }

    /** Goes on to the next quotation mark or backslash. */
    private void skipPlainText() {
        while (at + Long.BYTES <= end) {
            long bytes = (long) LONGS.get(buffer, at);
            long special = zeroBytes(bytes ^ ('"' * ONES)) | zeroBytes(bytes ^ ('\\' * ONES));
            if (special != 0) {
                at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
                return;
            }
            at += Long.BYTES;
        }
        while (at < end && buffer[at] != '"' && buffer[at] != '\\') at++;
    }

    /** The high bit of each byte that is zero; above the lowest of them others may be set too. */
    private static long zeroBytes(long bytes) {
        return (bytes - ONES) & ~bytes & HIGH_BITS;
    }
}

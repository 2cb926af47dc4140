package dev.lightmeter.server.odata;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes JSON values into bytes that grow. Pages of ten thousand rows leave the server through it, so it does nothing but
 * copy; commas and braces are the caller's. For one thread at a time.
 */
public final class JsonBuffer {

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** The longest form of one char: {@code \u001f}. */
    private static final int CHAR_BYTES = 6;

    private static final int LONG_BYTES = 20;
    private static final int INSTANT_BYTES = 30;
    private static final long SECONDS_PER_DAY = 86_400;

    /** Up to here every whole double is a {@code long} with the same digits. */
    private static final double EXACT = 1e15;

    private byte[] bytes;
    private int end;

    public JsonBuffer(int room) {
        bytes = new byte[room];
    }

    /** Bytes as they are. */
    public JsonBuffer raw(byte[] some) {
        return raw(some, 0);
    }

    /** Bytes as they are, without the first few. */
    JsonBuffer raw(byte[] some, int from) {
        int length = some.length - from;
        room(length);
        System.arraycopy(some, from, bytes, end, length);
        end += length;
        return this;
    }

    /** Text of ASCII as it is. */
    public JsonBuffer raw(String some) {
        return raw(ascii(some));
    }

    /** One character of ASCII as it is. */
    public JsonBuffer raw(char single) {
        room(1);
        bytes[end++] = (byte) single;
        return this;
    }

    public JsonBuffer nothing() {
        return raw(NULL);
    }

    public JsonBuffer truth(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    public JsonBuffer number(long value) {
        room(LONG_BYTES);
        if (value == Long.MIN_VALUE) return raw(ascii(Long.toString(value)));
        long rest = Math.abs(value);
        int length = 1;
        for (long power = rest; power >= 10; power /= 10) length++;
        if (value < 0) bytes[end++] = '-';
        for (int at = end + length - 1; at >= end; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        end += length;
        return this;
    }

    /** The shortest decimal text that reads back as this number, without exponent and {@code .0}; null if it is none. */
    public JsonBuffer number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) return nothing();
        if (value == Math.rint(value) && Math.abs(value) < EXACT) return number((long) value);
        String shortest = Double.toString(value);
        if (shortest.indexOf('E') >= 0) {
            shortest = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        }
        return raw(ascii(shortest));
    }

    /** A text in quotes. Half surrogates, which UTF-8 does not know, become the replacement character. */
    public JsonBuffer string(String text) {
        int length = text.length();
        room(length + 2);
        byte[] out = bytes; // local, or the loop below would look it up for every char
        int at = end;
        out[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                end = at;
                return rest(text, i);
            }
            out[at++] = (byte) c;
        }
        out[at++] = '"';
        end = at;
        return this;
    }

    private JsonBuffer rest(String text, int from) {
        int length = text.length();
        room((length - from) * CHAR_BYTES + 1);
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                utf8(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        bytes[end++] = '"';
        return this;
    }

    private void escaped(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> {
                if (c >= ' ') {
                    bytes[end++] = (byte) c;
                } else {
                    escape('u');
                    bytes[end++] = '0';
                    bytes[end++] = '0';
                    bytes[end++] = HEX[c >> 4];
                    bytes[end++] = HEX[c & 15];
                }
            }
        }
    }

    private void escape(char c) {
        bytes[end++] = '\\';
        bytes[end++] = (byte) c;
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            bytes[end++] = (byte) (0xC0 | (codePoint >> 6));
        } else if (codePoint < 0x10000) {
            bytes[end++] = (byte) (0xE0 | (codePoint >> 12));
            sixBits(codePoint >> 6);
        } else {
            bytes[end++] = (byte) (0xF0 | (codePoint >> 18));
            sixBits(codePoint >> 12);
            sixBits(codePoint >> 6);
        }
        sixBits(codePoint);
    }

    private void sixBits(int bits) {
        bytes[end++] = (byte) (0x80 | (bits & 0x3F));
    }

    /** In UTC, in quotes, in steps of 1e-7 s, without zeros at the end of the fraction: how the Defender API writes times. */
    public JsonBuffer instant(Instant instant) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY));
        if (day.getYear() < 0 || day.getYear() > 9999) return string(instant.toString());
        int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        room(INSTANT_BYTES);
        bytes[end++] = '"';
        digits(day.getYear(), 1_000);
        bytes[end++] = '-';
        digits(day.getMonthValue(), 10);
        bytes[end++] = '-';
        digits(day.getDayOfMonth(), 10);
        bytes[end++] = 'T';
        digits(second / 3_600, 10);
        bytes[end++] = ':';
        digits(second / 60 % 60, 10);
        bytes[end++] = ':';
        digits(second % 60, 10);
        int ticks = instant.getNano() / 100;
        if (ticks > 0) {
            bytes[end++] = '.';
            digits(ticks, 1_000_000);
            while (bytes[end - 1] == '0') end--;
        }
        bytes[end++] = 'Z';
        bytes[end++] = '"';
        return this;
    }

    /** @param unit of the first digit */
    private void digits(int number, int unit) {
        for (int rest = unit; rest > 0; rest /= 10) bytes[end++] = (byte) ('0' + number / rest % 10);
    }

    /** Number of bytes so far. */
    public int size() {
        return end;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, end);
    }

    /** Hands all bytes on and starts anew. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, end);
        end = 0;
    }

    private void room(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(end, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

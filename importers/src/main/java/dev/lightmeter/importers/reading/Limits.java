package dev.lightmeter.importers.reading;

/**
 * What an archive may unpack to. Reading needs bounded memory whatever the size; this bounds the time that a malicious file
 * can take.
 *
 * @param unpackedBytes of one file, or of all entries of an archive together
 * @param ratio unpacked bytes for each packed one, once {@link #FREE_BYTES} are passed; repetitive exports reach about 100
 * @param entries in an archive; the complete list of CVE records has some 350,000
 */
public record Limits(long unpackedBytes, int ratio, int entries) {

    public static final Limits DEFAULT = new Limits(256L << 30, 400, 1_000_000);

    /** A small file may be packed as tightly as it likes. */
    static final long FREE_BYTES = 64L << 20;

    boolean isBomb(long packed, long unpacked) {
        return unpacked > FREE_BYTES && unpacked / ratio > packed;
    }
}

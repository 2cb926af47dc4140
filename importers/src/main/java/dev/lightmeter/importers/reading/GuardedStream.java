package dev.lightmeter.importers.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops an archive that unpacks to more than it should. */
final class GuardedStream extends FilterInputStream {

    private final CountingStream packed;
    private final Limits limits;
    private long unpacked;

    GuardedStream(InputStream in, CountingStream packed, Limits limits) {
        super(in);
        this.packed = packed;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) passed(1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) passed(read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void passed(int bytes) throws IOException {
        unpacked += bytes;
        if (unpacked > limits.unpackedBytes()) {
            throw new UnreadableException(
                    "unpacks to more than " + limits.unpackedBytes() + " bytes, which is refused");
        }
        if (limits.isBomb(packed.count(), unpacked)) {
            throw new UnreadableException(
                    "unpacks to more than " + limits.ratio() + " times its size, which looks like an attack");
        }
    }
}

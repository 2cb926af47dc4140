package dev.lightmeter.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out for a streamed body. Opened only when a first piece is full or the body ends, so that a body which fails
 * early can still become a problem; and it remembers whether it was the client who went away.
 */
final class LateOutput extends OutputStream {

    /** Also the size of the chunks on the wire. */
    private static final int PIECE = 64 * 1024;

    private final Supplier<OutputStream> wire;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private @Nullable OutputStream opened;
    private boolean clientGone;

    /** @param wire asked once, for the first piece */
    LateOutput(Supplier<OutputStream> wire) {
        this.wire = wire;
    }

    /** True if something may be on the wire already. */
    boolean isOpen() {
        return opened != null;
    }

    /** True if nobody listens any more. */
    boolean isClientGone() {
        return clientGone;
    }

    @Override
    public void write(int single) throws IOException {
        if (filled == PIECE) sendPiece();
        piece[filled++] = (byte) single;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (filled == PIECE) sendPiece();
            int part = Math.min(PIECE - filled, length - done);
            System.arraycopy(bytes, from + done, piece, filled, part);
            filled += part;
            done += part;
        }
    }

    /** A writer that flushes every row must not turn every row into a chunk. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (filled > 0 || opened == null) sendPiece();
        onWire(OutputStream::close);
    }

    private void sendPiece() throws IOException {
        int length = filled;
        filled = 0;
        onWire(out -> out.write(piece, 0, length));
    }

    private void onWire(Step step) throws IOException {
        if (opened == null) opened = wire.get();
        try {
            step.on(opened);
        } catch (IOException | RuntimeException e) {
            clientGone = true;
            throw e;
        }
    }

    private interface Step {
        void on(OutputStream out) throws IOException;
    }
}

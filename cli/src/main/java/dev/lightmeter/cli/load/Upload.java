package dev.lightmeter.cli.load;

import dev.lightmeter.importers.InputFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of one upload: a file as it is, or a bundle of several, because pages of one report have to arrive together. */
record Upload(List<InputFile> files, LongConsumer consumed) {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final int PIPE = 1 << 18;

    /** What the server has to know of it, for the query. */
    Map<String, String> query() {
        return files.size() == 1 ? Map.of("name", files.getFirst().name()) : Map.of("bundle", "true");
    }

    InputStream open() {
        try {
            return files.size() == 1 ? new Counting(files.getFirst().open(), 0, consumed) : zipped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packed by a thread of its own while it is sent, so that nothing has to be kept. */
    private InputStream zipped() throws IOException {
        PipedInputStream reading = new PipedInputStream(PIPE);
        PipedOutputStream writing = new PipedOutputStream(reading);
        AtomicReference<Optional<Exception>> failure = new AtomicReference<>(Optional.empty());
        Thread.ofVirtual().start(() -> pack(writing, failure));
        return new Packed(reading, failure);
    }

    private void pack(OutputStream to, AtomicReference<Optional<Exception>> failure) {
        try (to) {
            try {
                writeAll(to);
            } catch (IOException | RuntimeException e) {
                failure.set(Optional.of(e)); // before the pipe is closed, so that its end does not look like a good one
            }
        } catch (IOException e) {
            LOG.debug("event=upload outcome=broken-off", e);
        }
    }

    private void writeAll(OutputStream to) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(to);
        zip.setLevel(Deflater.BEST_SPEED);
        long before = 0;
        for (InputFile file : files) {
            zip.putNextEntry(new ZipEntry(file.name()));
            try (InputStream in = new Counting(file.open(), before, consumed)) {
                in.transferTo(zip);
            }
            before += Math.max(0, file.size());
        }
        zip.finish();
    }

    /** Fails where the packing failed: a bundle that merely ended there might be taken for a whole one. */
    private static final class Packed extends FilterInputStream {

        private final AtomicReference<Optional<Exception>> failure;

        Packed(InputStream in, AtomicReference<Optional<Exception>> failure) {
            super(in);
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            Optional<Exception> failed = read < 0 ? failure.get() : Optional.empty();
            if (failed.isPresent()) {
                throw new IOException(
                        "the files cannot be packed: " + failed.get().getMessage(), failed.get());
            }
            return read;
        }
    }

    /** Tells how much has been read. */
    private static final class Counting extends FilterInputStream {

        private final LongConsumer consumed;
        private long position;

        Counting(InputStream in, long before, LongConsumer consumed) {
            super(in);
            this.position = before;
            this.consumed = consumed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            if (read > 0) consumed.accept(position += read);
            return read;
        }
    }
}

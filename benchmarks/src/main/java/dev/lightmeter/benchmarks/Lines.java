package dev.lightmeter.benchmarks;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A stretch of whole lines of a file. */
record Lines(Path file, long from, long to) {

    /** A file in so many stretches of about the same size. */
    static List<Lines> of(Path file, int count) throws IOException {
        List<Lines> stretches = new ArrayList<>();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = 0;
            for (int i = 1; i <= count; i++) {
                in.seek(Math.max(from, in.length() / count * i));
                in.readLine();
                long to = i == count ? in.length() : in.getFilePointer();
                stretches.add(new Lines(file, from, to));
                from = to;
            }
        }
        return stretches;
    }

    InputStream open() {
        try {
            FileChannel channel = FileChannel.open(file);
            channel.position(from);
            return new BufferedInputStream(new Stretch(Channels.newInputStream(channel), to - from), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Stretch extends FilterInputStream {

        private long left;

        Stretch(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) return -1;
            int read = super.read(bytes, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }
}

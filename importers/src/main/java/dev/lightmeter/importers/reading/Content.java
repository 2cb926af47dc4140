package dev.lightmeter.importers.reading;

import dev.lightmeter.importers.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The content of one file, or of one entry of an archive, that can be opened as often as needed. */
public final class Content {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final long bytes;
    private final Opener opener;
    private final Limits limits;
    private final @Nullable Path archive;

    /** @param archive the archive that has it as an entry; null for a plain file */
    Content(String name, long bytes, Opener opener, Limits limits, @Nullable Path archive) {
        this.name = name;
        this.bytes = bytes;
        this.opener = opener;
        this.limits = limits;
        this.archive = archive;
    }

    /** As the user gave it; an entry of an archive as {@code archive.zip!entry.json}. */
    public String name() {
        return name;
    }

    /** Bytes as they lie there: what {@link Progress} counts up to. */
    public long bytes() {
        return bytes;
    }

    Optional<Path> archive() {
        return Optional.ofNullable(archive);
    }

    /** Unpacked bytes from the beginning, with nobody watching. */
    public InputStream open() throws IOException {
        return open(Progress.NONE);
    }

    /** Unpacked bytes from the beginning. */
    public InputStream open(Progress progress) throws IOException {
        CountingStream packed = new CountingStream(opener.open(), progress);
        try {
            InputStream in = new BufferedInputStream(packed, BUFFER);
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GuardedStream(gunzip(in), packed, limits) : in;
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /** Not the JDK's stream: that one takes damage behind the first member for the end of the file. */
    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    /** The first few KiB, unpacked. */
    public FileHead head() throws IOException {
        try (InputStream in = open()) {
            byte[] first = in.readNBytes(FileHead.LENGTH);
            return new FileHead(first, first.length < FileHead.LENGTH, this::open);
        }
    }

    /** Gives a fresh stream over the bytes as they lie there. */
    interface Opener {
        InputStream open() throws IOException;
    }
}

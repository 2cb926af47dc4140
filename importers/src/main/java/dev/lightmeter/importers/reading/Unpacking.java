package dev.lightmeter.importers.reading;

import dev.lightmeter.importers.InputFile;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the contents of a file: itself, or the entries of a zip archive. Told by the first bytes, not by the name. */
public final class Unpacking {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    private Unpacking() {}

    /**
     * The contents of a file in a fixed order. Nothing is unpacked to disk.
     *
     * @throws IOException with a sentence if the archive is damaged or unpacks to too much
     */
    public static List<Content> contentsOf(InputFile file, Limits limits) throws IOException {
        byte[] first = firstBytes(file);
        if (startsWith(first, ZIP) || startsWith(first, EMPTY_ZIP)) return entriesOf(file, limits);
        return List.of(new Content(file.name(), file.size(), file::open, limits, null));
    }

    /**
     * Keeps the archives open that some contents lie in. While one is open, opening it again costs next to nothing; without
     * this, reading every entry of an archive with 300,000 of them would read its directory 300,000 times.
     */
    public static Closeable keepingOpen(List<Content> contents) throws IOException {
        List<ZipFile> open = new ArrayList<>();
        Closeable all = () -> {
            for (ZipFile zip : open) zip.close();
        };
        try {
            Set<Path> archives = new LinkedHashSet<>();
            contents.forEach(content -> content.archive().ifPresent(archives::add));
            for (Path archive : archives) open.add(new ZipFile(archive.toFile()));
            return all;
        } catch (IOException e) {
            all.close();
            throw e;
        }
    }

    /** Says how the bytes are packed, in words; empty if they are not packed in any way that we know. */
    static String packing(byte[] first) {
        if (startsWith(first, ZIP)) return "a zip archive";
        if (startsWith(first, new byte[] {0x1f, (byte) 0x8b})) return "packed by gzip";
        if (startsWith(first, new byte[] {'B', 'Z', 'h'})) return "packed by bzip2";
        if (startsWith(first, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0})) return "packed by xz";
        if (startsWith(first, new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf})) return "a 7-Zip archive";
        if (startsWith(first, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})) return "packed by zstd";
        return "";
    }

    private static byte[] firstBytes(InputFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(ZIP.length);
        }
    }

    private static List<Content> entriesOf(InputFile file, Limits limits) throws IOException {
        List<Content> contents = new ArrayList<>();
        long unpacked = 0;
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            if (zip.size() > limits.entries()) {
                throw new UnreadableException(
                        "the archive has " + zip.size() + " entries, more than " + limits.entries());
            }
            for (ZipEntry entry :
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
                if (entry.isDirectory() || isClutter(entry.getName())) continue;
                unpacked += Math.max(0, entry.getSize());
                if (unpacked > limits.unpackedBytes()) {
                    throw new UnreadableException(
                            "unpacks to more than " + limits.unpackedBytes() + " bytes, which is refused");
                }
                if (limits.isBomb(entry.getCompressedSize(), entry.getSize())) {
                    throw new UnreadableException("entry " + Texts.label(entry.getName()) + " unpacks to more than "
                            + limits.ratio() + " times its size, which looks like an attack");
                }
                contents.add(content(file, entry, limits));
            }
        }
        if (contents.isEmpty()) throw new UnreadableException("the archive has no files in it");
        return contents;
    }

    private static Content content(InputFile file, ZipEntry entry, Limits limits) {
        String name = entry.getName();
        long size = entry.getSize();
        Path archive = file.path();
        return new Content(
                file.name() + "!" + Texts.label(name), size, () -> openEntry(archive, name, size), limits, archive);
    }

    private static InputStream openEntry(Path archive, String name, long size) throws IOException {
        ZipFile zip = new ZipFile(archive.toFile());
        try {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) throw new UnreadableException("the archive changed while it was read");
            return new EntryStream(zip, zip.getInputStream(entry), size);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** What desktops put into archives beside the files. */
    private static boolean isClutter(String name) {
        return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        if (bytes.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != magic[i]) return false;
        }
        return true;
    }

    /** Closes the archive with the entry, and does not read past the size that the archive's directory promised. */
    private static final class EntryStream extends FilterInputStream {

        private final ZipFile zip;
        private long left;

        EntryStream(ZipFile zip, InputStream in, long size) {
            super(in);
            this.zip = zip;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) left -= read;
            if (left < 0) throw new UnreadableException("the entry is larger than the archive's directory says");
            return read;
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }
}

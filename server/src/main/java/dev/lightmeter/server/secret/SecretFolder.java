package dev.lightmeter.server.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A folder of small text files that only their owner may read: 0700 the folder, 0600 the files. A file that others can
 * read is refused, because what was in it may be known.
 *
 * <p>On a file system without such permissions (Windows) the folder inherits those of its parent.
 */
public final class SecretFolder {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final long LONGEST_FILE = 8 << 20;
    private static final String LOCK = "lock";

    private final Path folder;

    private SecretFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder, creating it if it is not there. */
    public static SecretFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            if (hasPermissions(folder)) Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
            return new SecretFolder(folder);
        } catch (IOException e) {
            throw new SecretException("The folder " + folder + " cannot be created or protected: " + reason(e), e);
        }
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /** The text of a file; empty if there is none. A {@link SecretException} if others may read it. */
    public Optional<String> read(String name) {
        Path file = path(name);
        try {
            refuseIfOthersMayRead(file);
            if (Files.size(file) > LONGEST_FILE) {
                throw new SecretException("The file " + file + " is larger than any file that is kept here", null);
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretException("The file " + file + " cannot be read: " + reason(e), e);
        }
    }

    /** Replaces a file in one step: a reader, or a crash, meets the old text or the new one. */
    public void write(String name, String text) {
        Path file = path(name);
        Path next = path(name + ".next");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_FILE) { // nobody could read it again
            throw new SecretException(
                    "The file " + file + " would become larger than " + LONGEST_FILE + " bytes; it stays as it is",
                    null);
        }
        try {
            Files.deleteIfExists(next);
            if (hasPermissions(folder)) Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SecretException("The file " + file + " cannot be written: " + reason(e), e);
        }
    }

    /** Runs an action while no other thread and no other process runs one in this folder. */
    public <T> T exclusively(Supplier<T> action) {
        synchronized (SecretFolder.class) { // a file lock holds off other processes only
            try (FileChannel channel =
                            FileChannel.open(path(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) throw new IOException("the lock is not held");
                return action.get();
            } catch (IOException e) {
                throw new UncheckedIOException("The folder " + folder + " cannot be locked", e);
            }
        }
    }

    /** Refuses a file that anybody but its owner may read or change; needed for keys that the operator supplies too. */
    public static void refuseIfOthersMayRead(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw new NoSuchFileException(file.toString());
        if (!hasPermissions(file)) return;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new SecretException(
                    "The file %s can be read or changed by others (%s). Take that away (chmod 600) and consider what is in it as known"
                            .formatted(file, PosixFilePermissions.toString(permissions)),
                    null);
        }
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}

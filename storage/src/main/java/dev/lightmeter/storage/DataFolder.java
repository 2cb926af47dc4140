package dev.lightmeter.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which everything lies that survives the process. One process holds it at a time and says in a file who it
 * is and how to reach it; the operating system lets go of the lock of a process that dies.
 *
 * <p>The lock and the note about its holder are two files: on POSIX systems a process that closes <em>any</em> handle of a
 * file loses its lock on it, so nobody may open the locked one just to read.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lightmeter.lock";
    private static final String NOTE = "lightmeter.running";

    /** Folders that this process holds, because a lock does not keep out other threads of its own process. */
    private static final Map<Path, DataFolder> HELD = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;
    private volatile Holder holder;

    private DataFolder(Path path, FileChannel channel, Holder holder) {
        this.path = path;
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Makes the folder if there is none, readable for its owner only, and holds it until {@link #close()}.
     *
     * @throws StoreException if somebody holds it already or it cannot be made; the sentence says who, and what to do
     */
    public static DataFolder lock(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder.toAbsolutePath(), ownersFolder(folder));
            Path path = folder.toRealPath();
            synchronized (HELD) {
                DataFolder mine = HELD.get(path);
                if (mine != null) throw held(path, Optional.of(mine.holder));
                FileChannel channel = tryLock(path);
                if (channel == null) throw held(path, readNote(path));
                Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                DataFolder locked = new DataFolder(
                        path, channel, new Holder(ProcessHandle.current().pid(), now, Optional.empty()));
                HELD.put(path, locked);
                locked.writeNote();
                return locked;
            }
        } catch (IOException e) {
            throw new StoreException("the data folder " + folder + " cannot be used: " + reason(e), e);
        }
    }

    /** Who holds a folder at this moment; empty if nobody does. */
    public static Optional<Holder> holder(Path folder) {
        try {
            if (!Files.exists(folder.resolve(LOCK))) return Optional.empty();
            Path path = folder.toRealPath();
            synchronized (HELD) {
                DataFolder mine = HELD.get(path);
                if (mine != null) return Optional.of(mine.holder);
                FileChannel channel = tryLock(path);
                if (channel == null) return Optional.of(readNote(path).orElseGet(Holder::unknown));
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new StoreException("the data folder " + folder + " cannot be used: " + reason(e), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Tells other processes the address at which this one serves the folder. */
    public void announce(URI address) {
        holder = new Holder(holder.pid(), holder.since(), Optional.of(address));
        try {
            writeNote();
        } catch (IOException e) {
            throw new StoreException("the address cannot be written to " + path.resolve(NOTE) + ": " + reason(e), e);
        }
    }

    /** A folder inside, made if there is none, for its owner only. */
    public Path subfolder(String name) {
        Path folder = path.resolve(name);
        try {
            Files.createDirectories(folder, ownersFolder(folder));
            return folder;
        } catch (IOException e) {
            throw new StoreException("the folder " + folder + " cannot be made: " + reason(e), e);
        }
    }

    /** Takes a file away from everybody but its owner, where the file system knows such a thing. */
    public void makePrivate(Path file) throws IOException {
        if (isPosix(file)) Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (!HELD.remove(path, this)) return;
            try {
                try {
                    Files.deleteIfExists(path.resolve(NOTE)); // while nobody else can have written one
                } finally {
                    channel.close();
                }
            } catch (IOException e) {
                throw new StoreException("the data folder " + path + " cannot be let go: " + reason(e), e);
            }
        }
    }

    private void writeNote() throws IOException {
        Path fresh = path.resolve(NOTE + ".new");
        Files.writeString(
                fresh,
                holder.pid() + "\n" + holder.since() + "\n"
                        + holder.address().map(URI::toString).orElse("") + "\n");
        makePrivate(fresh);
        Files.move(fresh, path.resolve(NOTE), StandardCopyOption.REPLACE_EXISTING);
    }

    private static @Nullable FileChannel tryLock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isPosix(file)) Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            FileLock lock = channel.tryLock();
            if (lock != null) return channel;
        } catch (OverlappingFileLockException e) {
            // another class loader of this process holds it: the same as another process
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    /** Empty if the holder has not got round to writing it. */
    private static Optional<Holder> readNote(Path path) {
        try {
            List<String> lines = Files.readAllLines(path.resolve(NOTE));
            String address = lines.size() > 2 ? lines.get(2).strip() : "";
            return Optional.of(new Holder(
                    Long.parseLong(lines.get(0)),
                    Instant.parse(lines.get(1)),
                    address.isEmpty() ? Optional.empty() : Optional.of(URI.create(address))));
        } catch (IOException | DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static StoreException held(Path path, Optional<Holder> holder) {
        return new StoreException("the data folder " + path + " is in use by " + holder.orElseGet(Holder::unknown)
                + ": talk to it, stop it, or use another folder");
    }

    private static FileAttribute<?>[] ownersFolder(Path path) {
        if (!isPosix(path)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    /**
     * A process that holds a data folder.
     *
     * @param pid its number; 0 if it did not say
     * @param since when it took the folder, to the second
     * @param address where it answers; empty if it serves nothing
     */
    public record Holder(long pid, Instant since, Optional<URI> address) {

        private static Holder unknown() {
            return new Holder(0, Instant.EPOCH, Optional.empty());
        }

        /** For people: {@code process 4711 since 2026-01-01T00:00:00Z, at http://localhost:8080}. */
        @Override
        public String toString() {
            if (pid == 0) return "another process that is just starting";
            return "process " + pid + " since " + since
                    + address.map(uri -> ", at " + uri).orElse("");
        }
    }
}

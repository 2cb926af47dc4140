package dev.lightmeter.cli.serve;

import dev.lightmeter.cli.outcome.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A file of {@code NAME=value} lines that a shell can read in: how to reach a server and as whom. */
final class EnvFile {

    private static final String OWNER_ONLY = "rw-------";

    private EnvFile() {}

    /** The credentials of an earlier start, if the file holds some for this tenant: a script's client stays the same. */
    static Optional<Credentials> credentials(Path file, String tenant) {
        try {
            Map<String, String> values = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) values.put(line.substring(0, equals), line.substring(equals + 1));
            }
            String id = values.getOrDefault("CLIENT_ID", "");
            String secret = values.getOrDefault("CLIENT_SECRET", "");
            boolean ours = tenant.equals(values.get("TENANT")) && !id.isEmpty() && !secret.isEmpty();
            return ours ? Optional.of(new Credentials(id, secret)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // there is none yet, or it is none of ours: it will be written anew
        }
    }

    /** Replaces the file in one step, so that a script which waits for it never reads half of it. */
    static void write(Path file, URI base, String tenant, Credentials told) {
        Path absolute = file.toAbsolutePath();
        try {
            Path next = absolute.resolveSibling(absolute.getFileName() + ".next");
            Files.deleteIfExists(next);
            if (next.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            }
            Files.writeString(
                    next,
                    "BASE=" + base + "\nTENANT=" + tenant + "\nCLIENT_ID=" + told.clientId() + "\nCLIENT_SECRET="
                            + told.clientSecret()
                            + "\n");
            Files.move(next, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure("the environment file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}

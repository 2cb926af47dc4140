package dev.lightmeter.server.export;

import dev.lightmeter.server.secret.Seal;
import dev.lightmeter.server.secret.SecretFolder;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that seals the addresses of files: made once, kept in the data folder, known to nobody else. */
public final class ExportKey {

    private static final String FILE = "exports.key";

    private ExportKey() {}

    /** The key of an installation; a new one if it has none. */
    public static byte[] in(SecretFolder folder) {
        return folder.exclusively(() -> folder.read(FILE)
                .map(text -> Base64.getDecoder().decode(text.strip()))
                .orElseGet(() -> {
                    byte[] key = new byte[Seal.KEY_BYTES];
                    new SecureRandom().nextBytes(key);
                    folder.write(FILE, Base64.getEncoder().encodeToString(key));
                    return key;
                }));
    }
}

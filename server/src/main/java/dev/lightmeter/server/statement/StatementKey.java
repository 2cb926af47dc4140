package dev.lightmeter.server.statement;

import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Ed25519 key with which an installation signs statements: made on first use, kept in the data folder. */
public final class StatementKey {

    private static final String FOLDER = "statements";
    private static final String FILE = "signing-key.pem";
    private static final String ALGORITHM = "Ed25519";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final PrivateKey signs;
    private final PublicKey verifies;

    private StatementKey(PrivateKey signs, PublicKey verifies) {
        this.signs = signs;
        this.verifies = verifies;
    }

    /** The key of the installation in a data folder; a new one if it has none. */
    public static StatementKey of(Path dataFolder) {
        SecretFolder folder = SecretFolder.open(dataFolder.resolve(FOLDER));
        return folder.exclusively(() ->
                folder.read(FILE).map(text -> read(text, folder.path(FILE))).orElseGet(() -> make(folder)));
    }

    Envelope sign(byte[] payload) {
        return Envelope.sign(payload, signs, idOf(verifies));
    }

    /** The public half as PEM text, for whoever wants to verify. */
    public String publicPem() {
        return pem("PUBLIC KEY", verifies.getEncoded());
    }

    /** Reads a public key from PEM text; empty if it holds none of this kind. */
    public static Optional<PublicKey> publicKey(String pem) {
        try {
            Optional<byte[]> encoded = block(pem, "PUBLIC KEY");
            return encoded.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded.get())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The name of a key: the SHA-256 digest of its public half, in hexadecimal digits. */
    public static String idOf(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static StatementKey make(SecretFolder folder) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            StatementKey made = new StatementKey(pair.getPrivate(), pair.getPublic());
            folder.write(FILE, pem("PRIVATE KEY", pair.getPrivate().getEncoded()) + made.publicPem());
            return made;
        } catch (GeneralSecurityException e) {
            throw new SecretException("This Java runtime cannot make Ed25519 keys", e);
        }
    }

    private static StatementKey read(String text, Path file) {
        try {
            byte[] encoded = block(text, "PRIVATE KEY").orElseThrow(() -> damaged(file, null));
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            StatementKey read = new StatementKey(key, publicKey(text).orElseThrow(() -> damaged(file, null)));
            byte[] probe = FILE.getBytes(StandardCharsets.US_ASCII);
            if (!read.sign(probe).isSignedBy(read.verifies)) throw damaged(file, null); // halves of two keys
            return read;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    private static SecretException damaged(Path file, @Nullable Throwable cause) {
        return new SecretException("The file " + file + " does not hold an Ed25519 key with its public half", cause);
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    private static Optional<byte[]> block(String pem, String label) {
        Matcher block = Pattern.compile(
                        "-----BEGIN " + label + "-----\\s([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(pem);
        return block.find() ? Optional.of(Base64.getMimeDecoder().decode(block.group(1))) : Optional.empty();
    }
}

package dev.lightmeter.server.tls;

import dev.lightmeter.server.secret.SecretFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The certificate and key that an operator brought along, as PEM files. */
public final class OperatorCertificate {

    private OperatorCertificate() {}

    /** Reads both files; a {@link CertificateException} or a secret that others may read stops the start. */
    public static ServerCertificate read(Path certificateFile, Path keyFile, Clock clock) {
        List<X509Certificate> chain = Pem.certificates(text(certificateFile), certificateFile.toString());
        try {
            SecretFolder.refuseIfOthersMayRead(keyFile);
        } catch (IOException e) {
            throw new CertificateException("The file " + keyFile + " cannot be read: " + reason(e), e);
        }
        PrivateKey key = Pem.privateKey(text(keyFile), keyFile.toString());
        Instant end = chain.getFirst().getNotAfter().toInstant();
        if (clock.instant().isAfter(end)) {
            throw new CertificateException("The certificate in " + certificateFile + " expired on " + end, null);
        }
        if (!belongTogether(key, chain.getFirst())) {
            throw new CertificateException(
                    "The key in " + keyFile + " is not the key of the certificate in " + certificateFile, null);
        }
        return new ServerCertificate(key, chain, Optional.empty());
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm =
                switch (key) {
                    case RSAKey rsa -> "SHA256withRSA";
                    case ECKey ec -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update((byte) 1);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update((byte) 1);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // keys of different kinds cannot even be tried on each other
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CertificateException("The file " + file + " cannot be read: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "it does not exist"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}

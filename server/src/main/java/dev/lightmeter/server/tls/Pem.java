package dev.lightmeter.server.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** Keys and certificates as PEM text. Messages name the file that the text came from. */
final class Pem {

    private Pem() {}

    static String write(X509Certificate certificate) {
        return text(certificate);
    }

    /** A private key in PKCS #8, without a password. */
    static String write(PrivateKey key) {
        return text(new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    private static String text(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return text.toString();
    }

    static List<X509Certificate> certificates(String text, String file) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Object object : objects(text)) {
                if (object instanceof X509CertificateHolder holder) {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | java.security.cert.CertificateException e) {
            throw new CertificateException("The file " + file + " cannot be read as PEM: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) throw new CertificateException("The file " + file + " holds no certificate", null);
        return certificates;
    }

    /** A private key in PKCS #8 or in the older forms of OpenSSL, without a password. */
    static PrivateKey privateKey(String text, String file) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try {
            for (Object object : objects(text)) {
                if (object instanceof PrivateKeyInfo key) return converter.getPrivateKey(key);
                if (object instanceof PEMKeyPair pair)
                    return converter.getKeyPair(pair).getPrivate();
            }
        } catch (IOException e) {
            throw new CertificateException("The file " + file + " cannot be read as PEM: " + e.getMessage(), e);
        }
        throw new CertificateException(
                "The file " + file + " holds no private key that is readable without a password", null);
    }

    private static List<Object> objects(String text) throws IOException {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) objects.add(object);
        } catch (RuntimeException e) {
            throw new IOException("it is damaged", e); // the parser reports some broken content this way
        }
        return objects;
    }
}

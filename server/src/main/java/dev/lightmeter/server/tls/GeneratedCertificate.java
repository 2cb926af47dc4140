package dev.lightmeter.server.tls;

import dev.lightmeter.server.secret.SecretFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that the server makes for itself, signed by a certificate authority that it makes too. Clients trust the
 * authority's file once; the server's certificate is renewed before it expires, under the same authority.
 */
public final class GeneratedCertificate {

    private static final String AUTHORITY_CERTIFICATE = "ca.pem";
    private static final String AUTHORITY_KEY = "ca-key.pem";
    private static final String CERTIFICATE = "server.pem";
    private static final String KEY = "server-key.pem";

    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);

    /** Clients refuse server certificates that live longer than about thirteen months. */
    private static final Duration LIFETIME = Duration.ofDays(365);

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    /** For clients whose clock is behind ours. */
    private static final Duration BACKDATED = Duration.ofHours(24);

    private final SecretFolder folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private GeneratedCertificate(SecretFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A key and the certificate for its public half. */
    private record Identity(PrivateKey key, X509Certificate certificate) {}

    /**
     * The certificate kept in the folder {@code tls} of the data folder; a new one if there is none, if it expires soon,
     * or if it lacks one of the names.
     *
     * @param names host names and addresses beside localhost, 127.0.0.1, ::1 and the name of this machine
     */
    public static ServerCertificate open(Path dataFolder, Collection<String> names, Clock clock) {
        SecretFolder folder = SecretFolder.open(dataFolder.resolve("tls"));
        GeneratedCertificate generated = new GeneratedCertificate(folder, clock);
        return folder.exclusively(() -> generated.current(allNames(names)));
    }

    private ServerCertificate current(Set<String> names) {
        try {
            Identity authority = read(AUTHORITY_CERTIFICATE, AUTHORITY_KEY)
                    .filter(this::livesOn)
                    .orElse(null);
            if (authority == null) authority = makeAuthority();
            X509Certificate issuer = authority.certificate;
            Identity server = read(CERTIFICATE, KEY)
                    .filter(this::livesOn)
                    .filter(identity -> isSignedBy(identity.certificate, issuer))
                    .filter(identity -> namesIn(identity.certificate).containsAll(names))
                    .orElse(null);
            if (server == null) server = makeServer(authority, names);
            return new ServerCertificate(
                    server.key, List.of(server.certificate, issuer), Optional.of(folder.path(AUTHORITY_CERTIFICATE)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new CertificateException("This Java runtime cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private Optional<Identity> read(String certificateFile, String keyFile) {
        Optional<String> certificate = folder.read(certificateFile);
        Optional<String> key = folder.read(keyFile);
        if (certificate.isEmpty() || key.isEmpty()) return Optional.empty();
        return Optional.of(new Identity(
                Pem.privateKey(key.get(), folder.path(keyFile).toString()),
                Pem.certificates(certificate.get(), folder.path(certificateFile).toString())
                        .getFirst()));
    }

    private boolean livesOn(Identity identity) {
        Instant end = identity.certificate.getNotAfter().toInstant();
        return clock.instant().plus(RENEWED_BEFORE_END).isBefore(end);
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Identity makeAuthority() throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = newKeyPair();
        // the serial in the name tells the authorities of two servers apart in a trust store
        BigInteger serial = newSerial();
        X500Name name = new X500Name(
                "CN=Lightmeter local authority " + serial.toString(16).substring(0, 8));
        X509v3CertificateBuilder builder = builder(name, serial, AUTHORITY_LIFETIME, name, pair)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return keep(sign(builder, pair.getPrivate()), pair.getPrivate(), AUTHORITY_CERTIFICATE, AUTHORITY_KEY);
    }

    private Identity makeServer(Identity authority, Set<String> names)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = newKeyPair();
        X500Name issuer = X500Name.getInstance(
                authority.certificate.getSubjectX500Principal().getEncoded());
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        X509v3CertificateBuilder builder = builder(issuer, newSerial(), LIFETIME, new X500Name("CN=Lightmeter"), pair)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate.getPublicKey()))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        return keep(sign(builder, authority.key), pair.getPrivate(), CERTIFICATE, KEY);
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, BigInteger serial, Duration lifetime, X500Name subject, KeyPair pair)
            throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        serial,
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(lifetime)),
                        subject,
                        pair.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, java.security.cert.CertificateException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private Identity keep(X509Certificate certificate, PrivateKey key, String certificateFile, String keyFile) {
        folder.write(keyFile, Pem.write(key));
        folder.write(certificateFile, Pem.write(certificate));
        return new Identity(key, certificate);
    }

    private KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private BigInteger newSerial() {
        return new BigInteger(127, random).setBit(126); // never short, never negative
    }

    private static Set<String> allNames(Collection<String> names) {
        Set<String> all = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        try {
            String machine = InetAddress.getLocalHost().getHostName();
            if (isHostName(machine)) all.add(machine);
        } catch (UnknownHostException e) {
            // a machine without a name of its own is reached by the other names
        }
        all.addAll(names);
        return all;
    }

    private static boolean isHostName(String name) {
        return name.matches("[A-Za-z0-9.-]{1,253}");
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> namesIn(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null)
                alternatives.forEach(alternative -> names.add(String.valueOf(alternative.get(1))));
        } catch (CertificateParsingException e) {
            return Set.of(); // one that cannot be read is replaced
        }
        return names;
    }
}

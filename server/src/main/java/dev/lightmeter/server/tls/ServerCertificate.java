package dev.lightmeter.server.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the server shows to prove who it is.
 *
 * @param chain the server's certificate first, then those that vouch for it
 * @param authorityFile the PEM file of our own certificate authority, which clients have to trust; empty if the operator
 *     brought the certificate
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain, Optional<Path> authorityFile) {
    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) throw new IllegalArgumentException("a certificate chain must hold a certificate");
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + chain.getFirst().getSubjectX500Principal() + "]"; // keeps the key out of logs
    }
}

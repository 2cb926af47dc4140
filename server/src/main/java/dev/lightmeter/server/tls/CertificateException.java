package dev.lightmeter.server.tls;

import org.jspecify.annotations.Nullable;

/** A certificate or its key cannot be used; the message names the file and says why. */
public final class CertificateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CertificateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.lightmeter.server.authority;

/** Ends the handling of a request with a {@link TokenError}. Carries no stack trace: it is an answer and not a fault. */
final class TokenRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient TokenError error;

    TokenRefusal(TokenError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    TokenError error() {
        return error;
    }
}

package dev.lightmeter.server.pull;

/** A pull that cannot go on; the message is for the operator and holds no secret. */
final class PullException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PullException(String why) {
        super(why);
    }

    PullException(String why, Throwable cause) {
        super(why, cause);
    }
}
